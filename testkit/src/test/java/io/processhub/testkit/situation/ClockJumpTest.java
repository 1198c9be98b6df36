package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.ConfigurationMismatchException;
import io.processhub.ProcessHub;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clocks of nodes are set, or wrong from the beginning, by less and by more than two nodes may differ. */
final class ClockJumpTest {
    private static final int NODES = 4;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Each side of a refused greeting says so. */
    @RegisterExtension
    private final ExpectedErrors errors = new ExpectedErrors("io.processhub.EffectRunner", "another configuration");

    private static SimulatedCluster cluster(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(NODES).seed(seed).loss(0.05).start();
        Probes.running(cluster, 20);
        return cluster;
    }

    private static List<StartResult> started(SimulatedCluster cluster, int node, String prefix) {
        return cluster.await(cluster.startAll(node, Probes.specs(prefix, 5))).results();
    }

    private static List<StopResult> stopped(SimulatedCluster cluster, int node, String prefix) {
        List<ProcessId> ids = Probes.ids(Probes.specs(prefix, 5));
        return cluster.await(cluster.stopAll(node, ids)).results();
    }

    /** Starts through each node, stops through the next one, and checks that all agree about the result. */
    private static void assertAllWrite(SimulatedCluster cluster) {
        IntStream.rangeClosed(1, NODES).forEach(node -> {
            String prefix = "by-" + node + "-" + cluster.elapsed().toNanos() + "-";
            assertThat(started(cluster, node, prefix)).allMatch(StartResult::runs);
            cluster.settle();
            assertThat(stopped(cluster, node % NODES + 1, prefix))
                    .allMatch(result -> result instanceof StopResult.Stopped);
        });
        cluster.settle();
        cluster.check();
        assertNothingRefused(cluster);
    }

    private static void assertNothingRefused(SimulatedCluster cluster) {
        IntStream.rangeClosed(1, NODES)
                .mapToObj(cluster::hub)
                .forEach(hub -> assertThat(hub.status().registry().refused()).isZero());
    }

    private static void assertRefused(SimulatedCluster cluster, int node, String reason) {
        assertThat(started(cluster, node, "refused-"))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                StartResult.Refused.class,
                                refused -> assertThat(refused.reason())
                                        .contains(cluster.hub(node).self().toString())
                                        .contains(reason)));
        assertThat(stopped(cluster, node, "p"))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                StopResult.Refused.class,
                                refused -> assertThat(refused.reason()).contains(reason)));
    }

    /** Crashes and failovers need new epochs, also on the node whose clock is wrong. */
    private static void assertOthersGoOn(SimulatedCluster cluster, int wrong, Duration clocks) {
        ProcessHub hub = cluster.hub(wrong);
        hub.local().stream().limit(2).forEach(found -> hub.untyped(found.id()).tell("crash"));
        int failing = wrong % NODES + 1;
        int other = failing % NODES + 1;
        cluster.crash(failing);
        cluster.settle();
        assertThat(started(cluster, other, "more-")).allMatch(StartResult::runs);
        cluster.restart(failing);
        cluster.jumpClock(failing, clocks);
        cluster.settle();
        cluster.check();
        assertNothingRefused(cluster);
    }

    @ParameterizedTest
    @ValueSource(longs = {-55, 55})
    void aSmallJumpChangesNothing(long seconds) {
        SimulatedCluster cluster = cluster(seconds);

        cluster.jumpClock(2, Duration.ofSeconds(seconds));

        assertAllWrite(cluster);
        assertOthersGoOn(cluster, 2, Duration.ZERO);
    }

    @Seeds(2)
    void aNodeWhoseClockWasSetForwardRefusesWritesUntilItIsSetRight(long seed) {
        SimulatedCluster cluster = cluster(seed);

        cluster.jumpClock(2, HOUR);

        assertRefused(cluster, 2, "was set forward by PT1H");
        assertOthersGoOn(cluster, 2, Duration.ZERO);
        cluster.jumpClock(2, HOUR.negated());
        assertAllWrite(cluster);
    }

    @Seeds(2)
    void aNodeWhoseClockWasSetBackRefusesWritesUntilItIsSetRight(long seed) {
        SimulatedCluster cluster = cluster(seed);

        cluster.jumpClock(2, HOUR.negated());

        assertRefused(cluster, 2, "behind the latest reading");
        assertOthersGoOn(cluster, 2, Duration.ZERO);
        cluster.jumpClock(2, HOUR);
        assertAllWrite(cluster);
    }

    /** As when all machines get the right time a while after they have started. */
    @Seeds(2)
    void clocksThatAreAllSetForwardAreFollowed(long seed) {
        SimulatedCluster cluster = cluster(seed);

        IntStream.rangeClosed(1, NODES).forEach(node -> {
            cluster.jumpClock(node, HOUR);
            cluster.run(Duration.ofSeconds(7));
        });
        cluster.run(Duration.ofSeconds(20));

        assertAllWrite(cluster);
        assertOthersGoOn(cluster, 2, HOUR);
        cluster.add();
        cluster.jumpClock(NODES + 1, HOUR);
        cluster.settle();
        assertThat(cluster.hub(1).nodes()).hasSize(NODES + 1);
    }

    @Seeds(2)
    void clocksThatAreAllSetBackAreFollowedWhenTheyHavePassedWhatWasWritten(long seed) {
        SimulatedCluster cluster = cluster(seed);

        IntStream.rangeClosed(1, NODES).forEach(node -> cluster.jumpClock(node, Duration.ofMinutes(-10)));
        cluster.run(Duration.ofSeconds(20));
        assertRefused(cluster, 1, "behind the latest reading");
        cluster.run(Duration.ofMinutes(10));

        assertAllWrite(cluster);
    }

    @Seeds(2)
    void aNodeAloneFollowsItsClock(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(1).seed(seed).start();

        cluster.jumpClock(1, HOUR);
        assertThat(started(cluster, 1, "p")).allMatch(StartResult::runs);
        cluster.add();
        cluster.jumpClock(2, HOUR);
        cluster.settle();

        assertThat(cluster.hub(2).nodes()).hasSize(2);
        cluster.check();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -70, 70, 3_600})
    void aNodeWhoseClockIsWrongDoesNotJoinUntilItIsRight(long seconds) {
        SimulatedCluster cluster = cluster(seconds);
        Duration error = Duration.ofSeconds(seconds);
        cluster.crash(3);
        cluster.settle();
        cluster.restart(3);
        cluster.jumpClock(3, error);
        cluster.run(Duration.ofSeconds(5));

        assertThatThrownBy(() -> cluster.hub(3))
                .cause()
                .isInstanceOf(ConfigurationMismatchException.class)
                .hasMessageContaining("clock (at most PT1M apart)");
        cluster.crash(3);
        cluster.restart(3);
        cluster.settle();
        assertAllWrite(cluster);
    }

    @ParameterizedTest
    @ValueSource(longs = {-55, 55})
    void aNodeWhoseClockIsALittleWrongJoins(long seconds) {
        SimulatedCluster cluster = cluster(seconds);
        cluster.crash(3);
        cluster.settle();
        cluster.restart(3);
        cluster.jumpClock(3, Duration.ofSeconds(seconds));
        cluster.settle();

        List<ProcessSpec<Object>> specs = Probes.specs(5);
        assertThat(specs).allMatch(spec -> cluster.hub(3).lookup(spec.id()).isPresent());
        assertAllWrite(cluster);
        assertOthersGoOn(cluster, 2, Duration.ZERO);
    }
}
