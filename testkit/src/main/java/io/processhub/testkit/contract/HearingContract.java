package io.processhub.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.Detection;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The convergence part of {@link SynchronizationContract}: every change reaches every member, under faults of the
 * network and changes of the members.
 */
abstract class HearingContract {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Faults DOUBLED = Faults.NONE.duplication(0.2);
    private static final Faults OVERTAKEN = Faults.NONE.delay(Span.ofMillis(1, 200));
    static final Faults BAD = Faults.NONE.loss(0.02).duplication(0.02).delay(Span.ofMillis(1, 20));

    private static final int FRAME_BYTES_SMALL = 2_048;

    abstract SynchronizationStrategy strategy();

    ClusterPlan plan(int nodes, long seed) {
        return SimulatedCluster.of(nodes).seed(seed).settings(hub -> hub.synchronization(strategy()));
    }

    SimulatedCluster cluster(int nodes, long seed) {
        SimulatedCluster cluster = plan(nodes, seed).start();
        cluster.settle();
        return cluster;
    }

    static List<ProcessSpec<Object>> probes(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe(prefix + number))
                .toList();
    }

    static List<ProcessId> ids(List<ProcessSpec<Object>> specs) {
        return specs.stream().map(ProcessSpec::id).toList();
    }

    static List<ProcessSpec<Object>> running(SimulatedCluster cluster, int count) {
        List<ProcessSpec<Object>> specs = probes("p", count);
        assertThat(cluster.await(cluster.startAll(1, specs)).problems()).isEmpty();
        cluster.settle();
        return specs;
    }

    // ---- without faults

    @Seeds(2)
    void amongThreeEverythingReachesAll(long seed) {
        everyNodeWrites(cluster(3, seed), 3);
    }

    @Seeds(2)
    void amongEightEverythingReachesAll(long seed) {
        everyNodeWrites(cluster(8, seed), 8);
    }

    @Seeds(2)
    void amongTwentyEverythingReachesAll(long seed) {
        everyNodeWrites(cluster(20, seed), 20);
    }

    @Seeds(1)
    void amongFortyEverythingReachesAll(long seed) {
        everyNodeWrites(cluster(40, seed), 40);
    }

    /** All nodes start some processes at the same time; then each node stops one that another has started. */
    private static void everyNodeWrites(SimulatedCluster cluster, int nodes) {
        IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> cluster.startAll(node, probes("n" + node + "-", 4)))
                .toList()
                .forEach(cluster::await);
        cluster.settle();
        IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> cluster.stopAll(node, ids(probes("n" + (node % nodes + 1) + "-", 1))))
                .toList()
                .forEach(cluster::await);
        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(3 * nodes);
    }

    // ---- with faults of the network

    @Seeds(2)
    void everythingReachesAllThoughAFrameInTwentyIsLost(long seed) {
        everyNodeWrites(plan(20, seed).loss(0.05).start(), 20);
    }

    @Seeds(2)
    void everythingReachesAllThoughAFrameInFiveIsLost(long seed) {
        everyNodeWrites(plan(20, seed).loss(0.2).start(), 20);
    }

    @Seeds(2)
    void whatComesTwiceCountsOnce(long seed) {
        everyNodeWrites(plan(20, seed).faults(DOUBLED).start(), 20);
    }

    @Seeds(2)
    void whatOvertakesWaitsForWhatItOvertook(long seed) {
        everyNodeWrites(plan(20, seed).faults(OVERTAKEN).start(), 20);
    }

    @Seeds(2)
    void aRegistryMuchLargerThanAFrameReachesAJoiner(long seed) {
        SimulatedCluster cluster =
                plan(4, seed).frameBytesMax(FRAME_BYTES_SMALL).start();
        List<ProcessSpec<Object>> wordy = probes("p", 400).stream()
                .map(spec -> spec.argument("-".repeat(200)))
                .toList();
        cluster.await(cluster.startAll(1, wordy));
        cluster.settle();

        cluster.add();

        cluster.settle();
        cluster.check();
        assertThat(cluster.hub(5).snapshot()).hasSameSizeAs(wordy);
    }

    // ---- members join and leave

    @Seeds(2)
    void aJoinerHearsWhatWasBefore(long seed) {
        SimulatedCluster cluster = cluster(19, seed);
        List<ProcessSpec<Object>> specs = running(cluster, 100);
        cluster.await(cluster.stopAll(2, ids(specs.subList(0, 50))));

        cluster.add();

        cluster.settle();
        cluster.check();
        assertThat(cluster.hub(20).snapshot()).hasSize(50);
    }

    @Seeds(2)
    void whatIsWrittenWhileANodeJoinsReachesIt(long seed) {
        SimulatedCluster cluster = cluster(19, seed);

        cluster.add();
        for (int node = 1; node < 20; node++) {
            cluster.await(cluster.startAll(node, probes("n" + node + "-", 2)));
        }

        cluster.settle();
        cluster.check();
    }

    @Seeds(3)
    void theOthersGoOnWhenANodeDies(long seed) {
        SimulatedCluster cluster = cluster(20, seed);
        List<ProcessSpec<Object>> specs = running(cluster, 60);

        cluster.crash(1 + cluster.random().nextInt(20));
        cluster.await(cluster.startAll(livingNode(cluster), probes("later", 20)));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(specs.size() + 20);
    }

    /** Returns the first live node by name. */
    private static int livingNode(SimulatedCluster cluster) {
        return cluster.evidence().hubs().keySet().stream()
                .map(node -> Integer.parseInt(node.name().substring(1)))
                .findFirst()
                .orElseThrow();
    }

    @Seeds(2)
    void aRestartedNodeIsHeardThoughItsLogBeginsAnew(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        running(cluster, 60);
        cluster.await(cluster.startAll(3, probes("before", 20)));

        cluster.crash(3);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(5_000)));
        cluster.restart(3);
        cluster.settle();
        cluster.await(cluster.startAll(3, probes("after", 5)));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(85);
    }

    @Seeds(2)
    void whatALeavingNodeWroteStays(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        cluster.await(cluster.startAll(4, probes("p", 60)));

        cluster.await(cluster.leave(4, Duration.ofSeconds(5)));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(60);
    }

    // ---- members are unreachable

    @Seeds(2)
    void bothSidesOfASplitHearOfOneAnotherWhenItHeals(long seed) {
        SimulatedCluster cluster = cluster(20, seed);
        SimulatedCluster.Split split = cluster.split(IntStream.rangeClosed(1, 7).toArray());
        cluster.run(Duration.ofSeconds(5));
        cluster.await(cluster.startAll(2, probes("left", 30)));
        cluster.await(cluster.startAll(9, probes("right", 30)));
        cluster.run(Duration.ofSeconds(cluster.random().nextInt(60)));

        split.heal();

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(60);
    }

    @Seeds(2)
    void whoWasNotHeardForAWhileIsHeardAgain(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        running(cluster, 60);
        SimulatedCluster.Split split = cluster.splitOneWay(2);
        cluster.run(Duration.ofSeconds(5));
        cluster.await(cluster.startAll(5, probes("q", 30)));
        cluster.run(Duration.ofSeconds(cluster.random().nextInt(60)));

        split.heal();

        cluster.settle();
        cluster.check();
    }

    @Seeds(2)
    void whatWasStoppedStaysStoppedWhenASplitHeals(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        List<ProcessSpec<Object>> specs = running(cluster, 60);
        SimulatedCluster.Split split = cluster.split(1, 2, 3);
        cluster.run(Duration.ofSeconds(4));
        cluster.await(cluster.stopAll(5, ids(specs)));
        cluster.run(Duration.ofSeconds(cluster.random().nextInt(90)));

        split.heal();

        cluster.settle();
        cluster.run(strategy().interval().multipliedBy(4));
        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).isEmpty();
    }

    /** The silent member is paused, or receives but cannot send; no node considers it lost. */
    @Seeds(4)
    void aSilentMemberKeepsNoOtherFromHearing(long seed) {
        SimulatedCluster cluster = plan(20, seed).detection(Detection.BLIND).start();
        cluster.settle();
        int silent = 1 + cluster.random().nextInt(20);
        boolean mute = cluster.random().nextBoolean();
        SimulatedCluster.Split split = mute ? cluster.splitOneWay(silent) : () -> cluster.resume(silent);
        if (!mute) {
            cluster.pause(silent);
        }

        for (int node = 1; node <= 20; node++) {
            if (node != silent) {
                cluster.await(cluster.startAll(node, probes("n" + node + "-", 2)));
            }
        }
        cluster.runUntil(() -> agree(cluster, silent, 38), PATIENCE);

        split.heal();
        cluster.settle();
        cluster.check(new RegistriesEqual());
    }

    /** Whether all nodes except one have the same registry with the given number of processes. */
    private static boolean agree(SimulatedCluster cluster, int except, int processes) {
        return IntStream.rangeClosed(1, 20)
                        .filter(node -> node != except)
                        .mapToObj(node -> cluster.hub(node).status())
                        .filter(status -> status.registry().processes() == processes)
                        .collect(Collectors.groupingBy(
                                status -> status.registry().digest(), Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                == 19;
    }
}
