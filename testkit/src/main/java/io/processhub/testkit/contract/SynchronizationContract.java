package io.processhub.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.registry.Registration;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.Detection;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import io.processhub.testkit.simulation.Traffic;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every strategy of synchronization promises: sooner or later everything that was written reaches everybody,
 * whatever is lost, doubled or overtaken, whoever comes, goes, is silent or cut off. The test of a strategy extends this
 * class and says which one; JUnit runs the rest, in simulated clusters.
 *
 * <p>{@code -Dsimulation.seeds=N} tries each promise on more seeds.
 */
public abstract class SynchronizationContract {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Faults DOUBLED = Faults.NONE.duplication(0.2);
    private static final Faults OVERTAKEN = Faults.NONE.delay(Span.ofMillis(1, 200));
    private static final Faults BAD =
            Faults.NONE.loss(0.02).duplication(0.02).delay(Span.ofMillis(1, 20));

    /** So slow that a silent node stays a member for the whole test. */
    private static final Detection BLIND =
            new Detection(Span.ofMillis(1, 100), Span.ofMillis(1, 100), Span.ofMillis(3_600_000, 3_600_001));

    private static final int FRAME_BYTES_SMALL = 2_048;

    /** For subclasses. */
    protected SynchronizationContract() {}

    /** {@return the strategy, the same at each call} */
    protected abstract SynchronizationStrategy strategy();

    private ClusterPlan plan(int nodes, long seed) {
        return SimulatedCluster.of(nodes).seed(seed).settings(hub -> hub.synchronization(strategy()));
    }

    private SimulatedCluster cluster(int nodes, long seed) {
        SimulatedCluster cluster = plan(nodes, seed).start();
        cluster.settle();
        return cluster;
    }

    private static List<ProcessSpec> probes(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe(prefix + number))
                .toList();
    }

    private static List<ProcessId> ids(List<ProcessSpec> specs) {
        return specs.stream().map(ProcessSpec::id).toList();
    }

    private static List<ProcessSpec> running(SimulatedCluster cluster, int count) {
        List<ProcessSpec> specs = probes("p", count);
        assertThat(cluster.await(cluster.startAll(1, specs)).problems()).isEmpty();
        cluster.settle();
        return specs;
    }

    // ---- all is well

    @Seeds(2)
    void amongThreeEverythingReachesEverybody(long seed) {
        everybodyWrites(cluster(3, seed), 3);
    }

    @Seeds(2)
    void amongEightEverythingReachesEverybody(long seed) {
        everybodyWrites(cluster(8, seed), 8);
    }

    @Seeds(2)
    void amongTwentyEverythingReachesEverybody(long seed) {
        everybodyWrites(cluster(20, seed), 20);
    }

    @Seeds(1)
    void amongFortyEverythingReachesEverybody(long seed) {
        everybodyWrites(cluster(40, seed), 40);
    }

    /** At the same time each node starts some processes; then each stops one that another has started. */
    private static void everybodyWrites(SimulatedCluster cluster, int nodes) {
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

    // ---- the network is not

    @Seeds(2)
    void everythingReachesEverybodyThoughAFrameInTwentyIsLost(long seed) {
        everybodyWrites(plan(20, seed).loss(0.05).start(), 20);
    }

    @Seeds(2)
    void everythingReachesEverybodyThoughAFrameInFiveIsLost(long seed) {
        everybodyWrites(plan(20, seed).loss(0.2).start(), 20);
    }

    @Seeds(2)
    void whatComesTwiceCountsOnce(long seed) {
        everybodyWrites(plan(20, seed).faults(DOUBLED).start(), 20);
    }

    @Seeds(2)
    void whatOvertakesWaitsForWhatItOvertook(long seed) {
        everybodyWrites(plan(20, seed).faults(OVERTAKEN).start(), 20);
    }

    @Seeds(2)
    void aRegistryMuchLargerThanAFrameReachesAJoiner(long seed) {
        SimulatedCluster cluster = plan(4, seed).frameBytesMax(FRAME_BYTES_SMALL).start();
        List<ProcessSpec> wordy = probes("p", 400).stream()
                .map(spec -> spec.argument("-".repeat(200)))
                .toList();
        cluster.await(cluster.startAll(1, wordy));
        cluster.settle();

        cluster.add();

        cluster.settle();
        cluster.check();
        assertThat(cluster.hub(5).snapshot()).hasSameSizeAs(wordy);
    }

    // ---- members come and go

    @Seeds(2)
    void aJoinerHearsWhatWasBefore(long seed) {
        SimulatedCluster cluster = cluster(19, seed);
        List<ProcessSpec> specs = running(cluster, 100);
        cluster.await(cluster.stopAll(2, ids(specs.subList(0, 50))));

        cluster.add();

        cluster.settle();
        cluster.check();
        assertThat(cluster.hub(20).snapshot()).hasSize(50);
    }

    @Seeds(2)
    void whatIsWrittenWhileSomebodyJoinsReachesHim(long seed) {
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
        List<ProcessSpec> specs = running(cluster, 60);

        cluster.crash(1 + cluster.random().nextInt(20));
        cluster.await(cluster.startAll(livingNode(cluster), probes("later", 20)));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(specs.size() + 20);
    }

    /** The first by name that lives. */
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

    // ---- members are cut off

    @Seeds(2)
    void bothSidesOfASplitHearOfOneAnotherWhenItHeals(long seed) {
        SimulatedCluster cluster = cluster(20, seed);
        SimulatedCluster.Split split =
                cluster.split(IntStream.rangeClosed(1, 7).toArray());
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
        List<ProcessSpec> specs = running(cluster, 60);
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

    /** The silent one is paused, or hears and is not heard; nobody takes it for lost. */
    @Seeds(4)
    void aSilentMemberKeepsNobodyElseFromHearing(long seed) {
        SimulatedCluster cluster = plan(20, seed).detection(BLIND).start();
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

    /** Whether all but one node know so many processes, and the same about them. */
    private static boolean agree(SimulatedCluster cluster, int except, int processes) {
        return IntStream.rangeClosed(1, 20)
                        .filter(node -> node != except)
                        .mapToObj(node -> cluster.hub(node).status())
                        .filter(status -> status.processes() == processes)
                        .collect(Collectors.groupingBy(HubStatus::digest, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                == 19;
    }

    // ---- clocks

    @Seeds(2)
    void aNodeWhoseClockGoesBackIsStillHeard(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        running(cluster, 30);
        cluster.jumpClock(2, Duration.ofHours(-1));
        cluster.jumpClock(3, Duration.ofHours(1));

        cluster.await(cluster.startAll(2, probes("slow", 10)));
        cluster.await(cluster.startAll(3, probes("fast", 10)));
        cluster.settle();
        cluster.await(cluster.stopAll(2, ids(probes("fast", 5))));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(45);
    }

    @Seeds(2)
    void aNodeThatRestartsWithAnOlderClockIsStillHeard(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        running(cluster, 30);
        cluster.crash(2);
        cluster.run(Duration.ofSeconds(3));
        cluster.restart(2);
        cluster.jumpClock(2, Duration.ofHours(-1));
        cluster.settle();

        cluster.await(cluster.startAll(2, probes("slow", 10)));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(40);
    }

    // ---- costs and events

    /** Versions and counts take a few more bytes when they are larger; entries would take a hundred times as many. */
    @Seeds(1)
    void whatAQuietHubSendsDoesNotDependOnTheSizeOfTheRegistry(long seed) {
        long small = quietBytes(seed, 20);
        long large = quietBytes(seed, 2_000);

        assertThat(large).isLessThan(small + small / 2);
    }

    private long quietBytes(long seed, int processes) {
        SimulatedCluster cluster = cluster(8, seed);
        running(cluster, processes);
        cluster.run(strategy().interval().multipliedBy(4));
        Traffic before = cluster.traffic();
        cluster.run(strategy().interval().multipliedBy(8));
        return cluster.traffic().since(before).bytes();
    }

    /** Of what begins and ends; what is only repeated to a node is no event. */
    @Seeds(2)
    void everyNodeHearsOfEveryChangeOnce(long seed) {
        List<List<String>> ears = new ArrayList<>();
        SimulatedCluster cluster = plan(18, seed)
                .faults(BAD)
                .settings(hub -> {
                    List<String> ear = new ArrayList<>();
                    ears.add(ear);
                    return hub.hook(Hook.of("ear", ProcessEvent.class, event -> ear.add(brief(event))));
                })
                .start();
        cluster.settle();
        List<ProcessSpec> specs = running(cluster, 40);
        cluster.await(cluster.stopAll(2, ids(specs.subList(0, 20))));
        cluster.settle();
        cluster.run(strategy().interval().multipliedBy(3));

        Map<String, Long> expected = new TreeMap<>();
        specs.forEach(spec -> expected.put("ProcessStarted " + spec.id(), 1L));
        specs.subList(0, 20).forEach(spec -> expected.put("ProcessEnded " + spec.id(), 1L));
        assertThat(ears).hasSize(18).allSatisfy(ear -> assertThat(
                        ear.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting())))
                .isEqualTo(expected));
    }

    private static String brief(ProcessEvent event) {
        return event.getClass().getSimpleName() + " " + event.id();
    }

    // ---- several hubs

    /** On real threads, in one JVM. */
    @Test
    void hubsOfOneNodeHearNothingOfEachOther() {
        EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
        try (Node left = Node.join(network.open("left"));
                Node right = Node.join(network.open("right"));
                ProcessHub one = echoing("one", left);
                ProcessHub two = echoing("two", left);
                ProcessHub oneThere = echoing("one", right);
                ProcessHub twoThere = echoing("two", right)) {
            ProcessSpec first = ProcessSpec.of("first", "echo");
            ProcessSpec second = ProcessSpec.of("second", "echo");
            one.start(first).join();
            two.start(second).join();
            oneThere.ensure(first).join();
            twoThere.ensure(second).join();
            assertThat(oneThere.snapshot()).extracting(Registration::id).containsExactly(first.id());
            assertThat(twoThere.snapshot()).extracting(Registration::id).containsExactly(second.id());
        }
    }

    private ProcessHub echoing(String hubId, Node node) {
        return ProcessHub.builder(hubId)
                .node(node)
                .synchronization(strategy())
                .process("echo", () -> message -> message.reply(message.body()))
                .start();
    }

    // ---- everything at once

    @Seeds(1)
    void everythingIsInOrderAfterAStormOverTwenty(long seed) {
        new Storm(20, 60, Duration.ofSeconds(40)).over(plan(20, seed).start());
    }

    @Seeds(1)
    void everythingIsInOrderAfterAStormOverThirtyInABadNetwork(long seed) {
        new Storm(30, 60, Duration.ofSeconds(40))
                .over(plan(30, seed).faults(BAD).start());
    }
}
