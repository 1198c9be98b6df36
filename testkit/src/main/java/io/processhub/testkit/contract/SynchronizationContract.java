package io.processhub.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.process.ProcessType;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The contract of every synchronization strategy: every change eventually reaches every member, although frames are
 * lost, duplicated and reordered, and members join, leave, are silent or unreachable. The test of a strategy extends
 * this class and provides the strategy; JUnit runs the tests of this class, in simulated clusters.
 *
 * <p>{@code -Dsimulation.seeds=N} runs each test on more seeds.
 */
public abstract class SynchronizationContract extends HearingContract {
    /** For subclasses. */
    protected SynchronizationContract() {}

    /** {@return the strategy to test; equal at each call} */
    @Override
    protected abstract SynchronizationStrategy strategy();

    // ---- clocks

    @Seeds(2)
    void aNodeWhoseClockGoesBackIsStillHeard(long seed) {
        SimulatedCluster cluster = cluster(8, seed);
        running(cluster, 30);
        cluster.jumpClock(2, Duration.ofSeconds(-40));
        cluster.jumpClock(3, Duration.ofSeconds(40));

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
        cluster.jumpClock(2, Duration.ofSeconds(-40));
        cluster.settle();

        cluster.await(cluster.startAll(2, probes("slow", 10)));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(40);
    }

    // ---- costs and events

    /** Larger versions and counts take a few more bytes; entries would take a hundred times as many. */
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

    /** Counts starts and ends; information that a node receives again is not an event. */
    @Seeds(2)
    void everyNodeHearsOfEveryChangeOnce(long seed) {
        List<List<String>> listeners = new ArrayList<>();
        SimulatedCluster cluster = plan(18, seed)
                .faults(BAD)
                .settings(hub -> {
                    List<String> listener = new ArrayList<>();
                    listeners.add(listener);
                    return hub.hook(Hook.of("listener", ProcessEvent.class, event -> listener.add(brief(event))));
                })
                .start();
        cluster.settle();
        List<ProcessSpec<Object>> specs = running(cluster, 40);
        cluster.await(cluster.stopAll(2, ids(specs.subList(0, 20))));
        cluster.settle();
        cluster.run(strategy().interval().multipliedBy(3));

        Map<String, Long> expected = new TreeMap<>();
        specs.forEach(spec -> expected.put("ProcessStarted " + spec.id(), 1L));
        specs.subList(0, 20).forEach(spec -> expected.put("ProcessEnded " + spec.id(), 1L));
        assertThat(listeners)
                .hasSize(18)
                .allSatisfy(listener -> assertThat(
                                listener.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting())))
                        .isEqualTo(expected));
    }

    private static String brief(ProcessEvent event) {
        return event.getClass().getSimpleName() + " " + event.id();
    }

    // ---- several hubs

    /** Runs on real threads, in one JVM. */
    @Test
    void hubsOfOneNodeHearNothingOfEachOther() {
        EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
        try (Node left = Node.join(network.open("left"));
                Node right = Node.join(network.open("right"));
                ProcessHub one = echoing("one", left);
                ProcessHub two = echoing("two", left);
                ProcessHub oneThere = echoing("one", right);
                ProcessHub twoThere = echoing("two", right)) {
            ProcessSpec<?> first = ProcessType.of("echo", Object.class).spec("first");
            ProcessSpec<?> second = ProcessType.of("echo", Object.class).spec("second");
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
                .process(ProcessType.of("echo", Object.class), () -> message -> message.replyUntyped(message.body()))
                .start();
    }

    // ---- all faults together

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
