package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.StartReason;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What a hot swap promises besides not losing messages: limits, refusals, and what is left when it does not succeed.
 */
final class TermsTest {
    private static final int BOXES = 12;
    private static final int SIZE = 300_000;

    private final List<HubEvent.MoveFailed> failed = new ArrayList<>();

    /** What boxes do when they are to take a state over. */
    private boolean picky;

    /** Many bytes, all alike, and how many messages came. */
    private static class Box implements HubProcess<Object> {
        int messages;
        byte content;

        @Override
        public void onStart(ProcessContext<Object> context) {
            content = (byte) context.id().value().hashCode();
        }

        @Override
        public void onMessage(Message<Object> message) {
            messages++;
            message.replyUntyped(messages);
        }
    }

    private final class Heavy extends Box implements StateHandover<Object> {
        @Override
        public Object handOver() {
            var state = new byte[SIZE];
            Arrays.fill(state, content);
            state[0] = (byte) messages;
            return state;
        }

        @Override
        public void takeOver(Object state) {
            if (picky) {
                throw new IllegalStateException("not here");
            }
            var bytes = (byte[]) state;
            assertThat(bytes).hasSize(SIZE);
            for (int i = 1; i < SIZE; i++) {
                assertThat(bytes[i] == content).isTrue();
            }
            messages = bytes[0];
        }
    }

    private SimulatedCluster cluster(long seed, HotSwap migration) {
        SimulatedCluster cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> hub.process(ProcessType.of("heavy", Object.class), Heavy::new)
                        .process(ProcessType.of("light", Object.class), Box::new)
                        .migration(migration)
                        .hook(Hook.of("ear", HubEvent.MoveFailed.class, failed::add)))
                .start();
        cluster.settle();
        return cluster;
    }

    private static List<String> names() {
        return IntStream.range(0, BOXES).mapToObj(i -> "b" + i).toList();
    }

    /** Each gets one message. */
    private static void fill(SimulatedCluster cluster, String type) {
        for (String name : names()) {
            cluster.await(cluster.hub(1)
                            .start(ProcessType.of(type, Object.class).spec(name)))
                    .result();
            assertThat(cluster.await(cluster.hub(1).untyped(name).ask("in", Integer.class)))
                    .isOne();
        }
        cluster.settle();
    }

    /** Each gets a second one. */
    private static List<Integer> messages(SimulatedCluster cluster) {
        return names().stream()
                .map(name -> cluster.await(cluster.hub(1).untyped(name).ask("in", Integer.class)))
                .toList();
    }

    private static void leave(SimulatedCluster cluster, Duration grace) {
        CompletableFuture<Void> left = cluster.leave(2, grace);
        cluster.await(left);
        cluster.settle();
    }

    private static List<StartReason> reasons(SimulatedCluster cluster, List<Registration> some) {
        return some.stream()
                .map(known -> cluster.hub(1).lookup(known.id()).orElseThrow())
                .map(now -> now.instances().getFirst().reason())
                .toList();
    }

    @Seeds(20)
    void aLongStateArrivesWholeThroughABadNetwork(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState().quietMax(Duration.ofSeconds(20)));
        fill(cluster, "heavy");

        cluster.faults(Faults.ROUGH);
        CompletableFuture<Void> left = cluster.leave(2, Duration.ofMinutes(2));
        cluster.await(left);
        cluster.faults(Faults.NONE);
        cluster.settle();

        assertThat(messages(cluster)).containsOnly(2);
    }

    @Seeds(5)
    void aStateThatIsTooLongStaysWhereItIsWhileItsNodeDoes(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState().stateBytesMax(SIZE / 2));
        fill(cluster, "heavy");
        List<Registration> before = cluster.hub(1).snapshot();

        cluster.add();
        cluster.run(Duration.ofSeconds(10));

        assertThat(failed).isNotEmpty().allMatch(event -> event.reason().contains("the migration strategy allows"));
        assertThat(cluster.hub(1).snapshot()).isEqualTo(before);
        assertThat(messages(cluster)).containsOnly(2);
    }

    @Seeds(5)
    void whatTheTargetCannotTakeOverStaysWhereItIs(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());
        fill(cluster, "heavy");
        List<List<NodeId>> before = hosts(cluster);

        picky = true;
        cluster.add();
        cluster.run(Duration.ofSeconds(1));

        assertThat(failed).isNotEmpty().allMatch(event -> event.reason().contains("not here"));
        assertThat(hosts(cluster)).isEqualTo(before);
        assertThat(messages(cluster)).containsOnly(2);

        picky = false;
        cluster.run(RestartLimit.STANDARD.parkedFor());
        cluster.settle();
        assertThat(cluster.hub(3).local()).isNotEmpty();
        assertThat(messages(cluster)).containsOnly(3);
    }

    private static List<List<NodeId>> hosts(SimulatedCluster cluster) {
        return cluster.hub(1).snapshot().stream()
                .map(known ->
                        known.instances().stream().map(Registration.Copy::node).toList())
                .toList();
    }

    @Seeds(5)
    void withoutConfirmationItRunsWithoutItsState(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState().confirmation(false));
        fill(cluster, "heavy");
        List<Registration> moving = cluster.hub(2).local();

        picky = true;
        leave(cluster, Duration.ofSeconds(10));

        assertThat(failed).isEmpty();
        assertThat(reasons(cluster, moving)).isNotEmpty().containsOnly(StartReason.MIGRATED);
        assertThat(messages(cluster)).contains(1).contains(2);
    }

    /** The other one stops whether or not a state is asked for. */
    @Seeds(5)
    void withoutHandoverOneInstanceOfEachIsLeft(long seed) {
        SimulatedCluster cluster = cluster(seed, new HotSwap());
        fill(cluster, "heavy");

        cluster.add();
        cluster.settle();

        cluster.check();
        List<Registration> moved = cluster.hub(3).local();
        assertThat(moved).isNotEmpty();
        assertThat(names())
                .allMatch(name -> cluster.runningCopiesOf(ProcessId.of(name)).size() == 1);
        assertThat(messages(cluster)).filteredOn(count -> count == 1).hasSameSizeAs(moved);
    }

    @Seeds(5)
    void aProcessWithoutAStateMovesWithoutAGap(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());
        fill(cluster, "light");
        List<Registration> moving = cluster.hub(2).local();

        CompletableFuture<Void> left = cluster.leave(2, Duration.ofSeconds(10));
        while (!left.isDone()) {
            moving.forEach(known -> assertThat(
                            cluster.await(cluster.hub(1).untyped(known.id()).ask("in", Integer.class)))
                    .isPositive());
        }
        cluster.settle();

        assertThat(failed).isEmpty();
        assertThat(reasons(cluster, moving)).isNotEmpty().containsOnly(StartReason.MIGRATED);
    }

    /** An instance that moves has the greater epoch, though the clock of its new node is 40 seconds behind. */
    @Seeds(5)
    void epochsGrowThoughClocksDiffer(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());
        cluster.jumpClock(2, Duration.ofSeconds(40));
        fill(cluster, "heavy");
        List<Registration> moving = cluster.hub(2).local();

        leave(cluster, Duration.ofSeconds(10));

        assertThat(moving).isNotEmpty().allSatisfy(before -> {
            Registration after = cluster.hub(1).lookup(before.id()).orElseThrow();
            long epoch = after.instances().getFirst().epoch();
            assertThat(epoch).isGreaterThan(before.instances().getFirst().epoch());
        });
    }
}
