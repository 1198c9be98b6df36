package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.DrainResult;
import io.processhub.StopOptions;
import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One node asks another one to leave. */
final class DrainTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Counters counters = new Counters(300);
    private final List<Integer> progress = new ArrayList<>();

    private SimulatedCluster cluster(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> counters.settings(hub)
                        .migration(HotSwap.withState())
                        .hook(Hook.of("ear", HubEvent.HandingOver.class, event -> progress.add(event.remaining()))))
                .start();
        cluster.settle();
        counters.start(cluster);
        counters.increment(cluster, 1, 500);
        cluster.run(Duration.ofSeconds(1));
        return cluster;
    }

    @Seeds(10)
    void itHandsEverythingOverAndTellsHowFarItIs(long seed) {
        SimulatedCluster cluster = cluster(seed);
        int given = cluster.hub(3).local().size();

        NodeId leaving = cluster.hub(3).self();

        assertThat(cluster.await(cluster.hub(1).drain(leaving, GRACE))).isEqualTo(new DrainResult.Left(leaving));

        switchOff(cluster);
        counters.check(cluster, 1);
        assertThat(counters.failures()).isEmpty();
        assertThat(cluster.hub(1).nodes()).hasSize(2);
        assertThat(progress).startsWith(given).endsWith(0).isSortedAccordingTo((a, b) -> b - a);
    }

    /** The hub has left; its machine goes as well. */
    private static void switchOff(SimulatedCluster cluster) {
        cluster.await(cluster.leave(3, Duration.ZERO));
        cluster.settle();
    }

    @Seeds(30)
    void aTargetThatDiesMeanwhileIsReplaced(long seed) {
        SimulatedCluster cluster = cluster(seed);
        NodeId target = cluster.hub(2).self();

        CompletableFuture<DrainResult> drained =
                cluster.hub(1).drain(cluster.hub(3).self(), GRACE);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(20)));
        counters.crashed(target);
        cluster.crash(2);

        assertThat(cluster.await(drained)).isInstanceOf(DrainResult.Left.class);
        switchOff(cluster);
        counters.check(cluster, 1);
        assertThat(cluster.hub(1).local()).hasSize(300);
    }

    /** Not all can move at once; the turn of one that is not there any more goes to the next one. */
    @Seeds(20)
    void whatWaitsForItsTurnMovesAlthoughOthersAreStoppedMeanwhile(long seed) {
        SimulatedCluster cluster = cluster(seed);
        List<ProcessId> stopped = cluster.hub(3).local().stream()
                .map(Registration::id)
                .skip(10)
                .limit(80)
                .toList();

        CompletableFuture<DrainResult> drained =
                cluster.hub(1).drain(cluster.hub(3).self(), GRACE);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(5)));
        counters.stopped(stopped);
        Counters.unheeded(cluster.hub(1).stopAll(stopped, StopOptions.STANDARD));

        assertThat(cluster.await(drained)).isInstanceOf(DrainResult.Left.class);
        switchOff(cluster);
        counters.check(cluster, 1);
    }

    @Seeds(5)
    void aNodeThatIsNoMemberIsCalledSo(long seed) {
        SimulatedCluster cluster = cluster(seed);
        var stranger = new NodeId("stranger", 1);

        assertThat(cluster.await(cluster.hub(1).drain(stranger, GRACE)))
                .isEqualTo(new DrainResult.NotAMember(stranger));
    }

    @Seeds(5)
    void aNodeThatCannotHearIsStillThere(long seed) {
        SimulatedCluster cluster = cluster(seed);
        NodeId deaf = cluster.hub(3).self();
        cluster.pause(3);

        CompletableFuture<DrainResult> drained = cluster.hub(1).drain(deaf, Duration.ZERO);

        assertThat(cluster.await(drained))
                .isEqualTo(
                        cluster.hub(1).nodes().contains(deaf)
                                ? new DrainResult.StillThere(deaf)
                                : new DrainResult.Lost(deaf));
    }

    @Seeds(5)
    void aNodeThatCrashesWhileItLeavesIsLost(long seed) {
        SimulatedCluster cluster = cluster(seed);
        NodeId leaving = cluster.hub(3).self();

        CompletableFuture<DrainResult> drained = cluster.hub(1).drain(leaving, GRACE);
        cluster.crash(3);

        assertThat(cluster.await(drained)).isEqualTo(new DrainResult.Lost(leaving));
    }

    @Seeds(5)
    void aHubThatIsClosedMeanwhileCannotTell(long seed) {
        SimulatedCluster cluster = cluster(seed);
        NodeId leaving = cluster.hub(3).self();
        cluster.pause(3);

        CompletableFuture<DrainResult> drained = cluster.hub(1).drain(leaving, GRACE);
        Counters.unheeded(cluster.hub(1).closeAsync(Duration.ZERO));

        assertThat(cluster.await(drained).gone()).isEqualTo(cluster.await(drained) instanceof DrainResult.Lost);
    }
}
