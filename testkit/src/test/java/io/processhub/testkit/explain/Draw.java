package io.processhub.testkit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.explain.DryRun.Change;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.RestartLimit;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster drawn from a seed: how many nodes, their weights and zones, the strategies, some processes that are parked
 * on a node for longer than any run lasts, and what happens to the nodes.
 */
final class Draw {
    private static final int PROCESSES = 60;
    private static final int NODES_MAX = 6;
    private static final int PARKED = 8;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final RestartLimit NO_CRASH =
            new RestartLimit(0, Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(9));

    private static final List<DistributionStrategy> DISTRIBUTIONS =
            List.of(new ConsistentHashing(), new ConsistentHashing(), new Lightest());
    private static final List<RedundancyStrategy> REDUNDANCIES = List.of(
            new Singularity(),
            new Singularity(),
            Replication.activePassive(2),
            Replication.activePassive(3),
            Replication.activeActive(2),
            Replication.activePassive(Replication.CLUSTER_SIZE));
    private static final List<MigrationStrategy> MIGRATIONS = List.of(new ColdSwap(), new HotSwap());
    private static final List<SynchronizationStrategy> SYNCHRONIZATIONS = List.of(new PubSub(), new Gossip());
    private static final List<Double> WEIGHTS = List.of(1.0, 1.0, 2.0, 0.5, 7.25);
    private static final List<String> ZONES = List.of("", "", "east", "west");

    final SimulatedCluster cluster;
    private final RandomGenerator random;
    private final boolean even;
    private final List<Integer> present = new ArrayList<>();

    /** By the number of the node less one. */
    private final List<String> zones = new ArrayList<>();

    /** How many nodes are left at least. */
    private int fewest = 1;

    /** How the next node starts; {@code null} to draw it. */
    private @Nullable Member next;

    private record Member(double weight, String zone) {}

    /** A strategy of a third party, without words: one node comes first, then the lightest. */
    private record Lightest() implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            return (process, copies, allowed) -> candidates.stream()
                    .filter(candidate -> allowed.test(candidate.node()))
                    .sorted(Comparator.comparingInt((Candidate candidate) -> place(process.id(), candidate))
                            .thenComparingDouble(Candidate::weight)
                            .thenComparing(Candidate::node))
                    .limit(copies)
                    .map(Candidate::node)
                    .toList();
        }

        private static int place(ProcessId id, Candidate candidate) {
            int first = 1 + Math.floorMod(id.value().hashCode(), NODES_MAX);
            return candidate.node().name().equals("n" + first) ? 0 : 1;
        }
    }

    Draw(long seed) {
        random = new SplittableRandom(seed);
        even = random.nextInt(3) == 0;
        DistributionStrategy distribution = any(DISTRIBUTIONS);
        RedundancyStrategy redundancy = any(REDUNDANCIES);
        MigrationStrategy migration = any(MIGRATIONS);
        SynchronizationStrategy synchronization = any(SYNCHRONIZATIONS);
        int nodes = 1 + random.nextInt(NODES_MAX);
        cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> boot(hub.distribution(distribution)
                        .redundancy(redundancy)
                        .migration(migration)
                        .synchronization(synchronization)))
                .start();
        IntStream.rangeClosed(1, nodes).forEach(present::add);
        start();
    }

    private HubBuilder boot(HubBuilder hub) {
        Member member = next;
        if (member == null) {
            member = new Member(weight(), any(ZONES));
            zones.add(member.zone());
        }
        next = null;
        return hub.weight(member.weight()).zone(member.zone());
    }

    private double weight() {
        return even ? 1 : any(WEIGHTS);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void start() {
        List<ProcessSpec<Object>> specs = IntStream.range(0, PROCESSES)
                .mapToObj(number -> SimulatedCluster.probe("p" + number).limit(NO_CRASH))
                .toList();
        cluster.settle();
        assertThat(cluster.await(cluster.startAll(any(present), specs)).problems())
                .isEmpty();
        cluster.settle();
        if (present.size() > 2) {
            fewest = 2;
            specs.subList(0, PARKED)
                    .forEach(
                            spec -> cluster.hub(any(present)).untyped(spec.id()).tell("crash"));
            cluster.settle();
        }
    }

    /** {@return any hub that runs} */
    ProcessHub hub() {
        return cluster.hub(any(present));
    }

    /** {@return all hubs that run, and have started} */
    List<ProcessHub> hubs() {
        return present.stream().filter(cluster::running).map(cluster::hub).toList();
    }

    /** {@return something that could happen; it leaves a node, and one that has not parked what another one has} */
    Change change() {
        int number = any(present);
        return switch (present.size() <= fewest ? 0 : random.nextInt(4)) {
            case 0 -> new Change.Join("n" + (zones.size() + 1), weight(), any(ZONES));
            case 1 -> new Change.Weigh("n" + number, any(WEIGHTS));
            default -> new Change.Leave("n" + number);
        };
    }

    /** Lets it happen, and waits until all is quiet. */
    void happen(Change change) {
        begin(change);
        cluster.settle();
    }

    /** Lets it happen, and does not wait for what follows. */
    void begin(Change change) {
        switch (change) {
            case Change.Join join -> {
                next = new Member(join.weight(), join.zone());
                zones.add(join.zone());
                cluster.add();
                present.add(zones.size());
            }
            case Change.Weigh weigh -> {
                int number = number(weigh);
                end(number);
                next = new Member(weigh.weight(), zones.get(number - 1));
                cluster.restart(number);
            }
            case Change.Leave leave -> {
                end(number(leave));
                present.remove(Integer.valueOf(number(leave)));
            }
        }
    }

    /** Properly or not. */
    private void end(int number) {
        if (random.nextBoolean()) {
            cluster.crash(number);
        } else {
            cluster.await(cluster.leave(number, GRACE));
        }
        cluster.run(Duration.ofSeconds(random.nextInt(8)));
    }

    private static int number(Change change) {
        return Integer.parseInt(change.node().substring(1));
    }

    /** {@return in words, for a test that fails} */
    @Override
    public String toString() {
        return present + " in zones " + zones;
    }
}
