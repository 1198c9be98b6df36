package io.processhub.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.Environment;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.LoadBalanced;
import io.processhub.strategy.distribution.LoadProbe;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class LoadBalancedTest {
    private static final int BUDGET = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What the processes cost, and more on a machine that does something else, too. */
    record Strain() implements LoadProbe {
        @Override
        public double measure(Reading reading) {
            return LoadProbe.costs(Scales.COST).measure(reading)
                    * (1 + reading.machine().cpu());
        }
    }

    private static Watched watched() {
        var strategy = new LoadBalanced(new Strain(), 2, BUDGET, INTERVAL, 0.1);
        return new Watched(strategy);
    }

    /** The first nodes have the capacities 2, 4, 1, 2, 4 and so on; weights are given in the order of the starts. */
    private static SimulatedCluster cluster(long seed, Watched watched, SynchronizationStrategy synchronization) {
        int[] started = {0};
        var cluster = SimulatedCluster.of(6)
                .seed(seed)
                .settings(hub -> hub.distribution(watched)
                        .migration(new HotSwap())
                        .synchronization(synchronization)
                        .weight(Scales.capacity(++started[0])))
                .start();
        cluster.run(Duration.ofSeconds(20));
        return cluster;
    }

    private static int given(Watched watched) {
        int given = watched.moves().stream().mapToInt(Integer::intValue).sum();
        assertThat(watched.moves()).allMatch(moves -> moves <= BUDGET);
        watched.moves().clear();
        return given;
    }

    private static void balances(long seed, SynchronizationStrategy synchronization) {
        Watched watched = watched();
        SimulatedCluster cluster = cluster(seed, watched, synchronization);
        var scales = new Scales(cluster);
        for (int node = 1; node <= 6; node++) {
            scales.start(node, 60 * (node - 1), 60 * node);
        }
        assertThat(scales.imbalance(1)).as("after the starts").isLessThan(1.5);

        cluster.run(MINUTE.multipliedBy(3));
        assertThat(scales.imbalance(1)).as("at rest").isLessThan(1.25);
        restsNow(cluster, watched, scales);

        cluster.add();
        cluster.run(MINUTE.multipliedBy(3));
        assertThat(scales.imbalance(1)).as("after a join").isLessThan(1.25);
        restsNow(cluster, watched, scales);

        cluster.await(cluster.leave(3, Duration.ofSeconds(30)));
        cluster.run(MINUTE.multipliedBy(3));
        assertThat(scales.imbalance(1)).as("after a leave").isLessThan(1.25);
        restsNow(cluster, watched, scales);

        double before = scales.load(1, 2);
        cluster.use(2, new Environment.Usage(0.8, 0));
        cluster.run(MINUTE.multipliedBy(3));
        assertThat(scales.load(1, 2)).as("of a hot node").isLessThan(before * 0.85);
        restsNow(cluster, watched, scales);
        cluster.settle();
        cluster.check();
    }

    /** While loads are constant nothing moves. */
    private static void restsNow(SimulatedCluster cluster, Watched watched, Scales scales) {
        scales.moves(1);
        given(watched);
        cluster.run(MINUTE.multipliedBy(2));
        assertThat(given(watched)).as("given away at rest").isZero();
        assertThat(scales.moves(1)).as("moved at rest").isZero();
    }

    @Seeds(2)
    void balancesWithPubSub(long seed) {
        balances(seed, new PubSub(INTERVAL));
    }

    @Seeds(2)
    void balancesWithGossip(long seed) {
        balances(seed, new Gossip().interval(INTERVAL));
    }

    /** Some time after a load has changed by a tenth, a node that starts something chooses by the new load. */
    private static void changesAreKnown(long seed, SynchronizationStrategy synchronization, Duration time) {
        Watched watched = watched();
        SimulatedCluster cluster = cluster(seed, watched, synchronization);
        var scales = new Scales(cluster);
        scales.start(1, 0, 60);
        cluster.run(MINUTE.multipliedBy(4));
        for (int number = 0; number < 18; number++) {
            int changed = 1 + number % 6;
            cluster.use(changed, number < 6 || number > 11 ? new Environment.Usage(0.1, 0) : Environment.Usage.UNKNOWN);
            cluster.run(time);
            scales.start(1 + (number + 3) % 6, 60 + number, 61 + number);
            assertThat(watched.seen().getLast()).hasSize(6);
            assertThat(watched.age(cluster.hub(changed).self())).isLessThanOrEqualTo(time.plusMillis(100));
        }
    }

    /** Each member sends its own; an offer in between may put the next one off by half an interval. */
    @Seeds(3)
    void changesAreKnownSoonWithPubSub(long seed) {
        changesAreKnown(
                seed,
                new PubSub(INTERVAL),
                INTERVAL.multipliedBy(3).dividedBy(2).plusSeconds(2));
    }

    @Seeds(3)
    void changesAreKnownWithinFourIntervalsWithGossip(long seed) {
        changesAreKnown(seed, new Gossip().interval(INTERVAL), INTERVAL.multipliedBy(4));
    }

    /** Over a whole cycle in which each score that stands is repeated once. */
    private static double bytesAtRest(long seed, SynchronizationStrategy synchronization, Duration interval) {
        SimulatedCluster cluster = SimulatedCluster.of(10)
                .seed(seed)
                .settings(
                        hub -> hub.distribution(new LoadBalanced(new Strain())).synchronization(synchronization))
                .start();
        new Scales(cluster).start(1, 0, 100);
        cluster.run(MINUTE.multipliedBy(10));
        Traffic before = cluster.traffic();
        cluster.run(interval.multipliedBy(61));
        return cluster.traffic().since(before).bytes() / 10.0 / 61;
    }

    @Seeds(3)
    void aQuietRoundOfGossipKeepsItsBudget(long seed) {
        assertThat(bytesAtRest(seed, new Gossip(), Duration.ofSeconds(15))).isLessThan(70);
    }

    /** A node that crashes and returns is given nothing but what others have too much of. */
    @Seeds(3)
    void aNodeThatReturnsIsFilledByAndBy(long seed) {
        var strategy = new LoadBalanced(LoadProbe.processes(), 2, BUDGET, INTERVAL, 0.1);
        var watched = new Watched(strategy);
        var cluster = SimulatedCluster.of(4)
                .seed(seed)
                .settings(hub -> hub.distribution(watched).synchronization(new PubSub(INTERVAL)))
                .start();
        var scales = new Scales(cluster);
        scales.start(1, 0, 120);
        cluster.run(Duration.ofSeconds(40));
        cluster.crash(2);
        cluster.settle();
        cluster.restart(2);
        cluster.settle();
        assertThat(cluster.hub(1).onNode(cluster.hub(2).self())).as("at once").hasSizeLessThan(30);

        cluster.run(MINUTE.multipliedBy(4));
        assertThat(cluster.hub(1).onNode(cluster.hub(2).self())).hasSizeBetween(24, 34);
        restsNow(cluster, watched, scales);
        cluster.check();
    }

    /** However often loads change: a process that was moved stays for four intervals. */
    @Seeds(2)
    void aProcessThatWasMovedRests(long seed) {
        Watched watched = watched();
        SimulatedCluster cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.distribution(watched).synchronization(new PubSub(INTERVAL)))
                .start();
        new Scales(cluster).start(1, 0, 60);
        var rests = new Rests(cluster);
        for (int second = 0; second < 400; second++) {
            int hot = 1 + second / 10 % 3;
            cluster.use(hot, new Environment.Usage(1, 0));
            cluster.use(1 + hot % 3, Environment.Usage.UNKNOWN);
            cluster.run(Duration.ofSeconds(1));
            rests.look();
        }

        assertThat(rests.lengths).as("moves of what was moved before").hasSizeGreaterThan(10);
        assertThat(rests.lengths)
                .allMatch(rest -> rest.compareTo(INTERVAL.multipliedBy(4).minusSeconds(2)) > 0);
        given(watched);
        cluster.settle();
        cluster.check();
    }

    /** How long processes stay where they are assigned, for those that were moved twice. */
    private static final class Rests {
        private final SimulatedCluster cluster;
        private final Map<ProcessId, Assignment> places = new HashMap<>();
        private final Map<ProcessId, Duration> moved = new HashMap<>();
        private final List<Duration> lengths = new ArrayList<>();

        private Rests(SimulatedCluster cluster) {
            this.cluster = cluster;
        }

        private void look() {
            for (Registration registration : cluster.hub(1).snapshot()) {
                Assignment before = places.put(registration.id(), registration.assignment());
                if (before != null && !before.equals(registration.assignment())) {
                    Duration earlier = moved.put(registration.id(), cluster.elapsed());
                    Stream.ofNullable(earlier)
                            .map(time -> cluster.elapsed().minus(time))
                            .forEach(lengths::add);
                }
            }
        }
    }
}
