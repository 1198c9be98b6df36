package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.hook.HubEvent.NodeJoined;
import io.processhub.hook.HubEvent.NodeLeft;
import io.processhub.hook.HubEvent.ProcessEnded;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.hook.HubEvent.ProcessStarted;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.StartReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every node hears of every change once. It hears what one node did in the order in which that node did it; what two
 * nodes did comes in any order.
 */
final class EventsTest {
    private static final ProcessSpec<?> SUBJECT =
            ProcessType.of("fragile", Object.class).spec("subject");

    private final Hubs hubs = new Hubs();
    private final List<Recording> recordings = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private int fences;

    /** One node and what it heard, in order. */
    private record Recording(ProcessHub hub, Queue<HubEvent> heard) {
        <E extends HubEvent> List<E> all(Class<E> kind) {
            return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        List<String> story(ProcessId id) {
            return all(ProcessEvent.class).stream()
                    .filter(event -> event.id().equals(id))
                    .map(Recording::line)
                    .toList();
        }

        @Override
        public String toString() {
            return hub.self().toString();
        }

        private static String line(ProcessEvent event) {
            return switch (event) {
                case ProcessStarted started ->
                    started.reason() + " on " + started.node().name();
                case ProcessEnded ended -> ended.cause() + " on " + ended.node().name();
                case HubEvent.RoleChanged changed ->
                    changed.role() + " on " + changed.node().name();
                case HubEvent.EpochRaised raised -> "RAISED";
                case HubEvent.ProcessParked parked -> "PARKED";
                case HubEvent.MoveFailed failed -> "STAYED";
                case HubEvent.ConflictResolved resolved -> "RESOLVED";
            };
        }
    }

    private Recording open(String name) {
        var heard = new ConcurrentLinkedQueue<HubEvent>();
        var hub = hubs.start(
                name,
                builder -> builder.process(ProcessType.of("fragile", Object.class), () -> message -> {
                            throw new IllegalStateException("told to crash");
                        })
                        .runLoop(ProcessType.runLoop("task"), () -> context -> done.await())
                        .hook(Hook.of("recording", HubEvent.class, heard::add)));
        var recording = new Recording(hub, heard);
        recordings.add(recording);
        return recording;
    }

    private List<ProcessHub> members() {
        return recordings.stream().map(Recording::hub).toList();
    }

    private void open(int count) {
        Stream.of("a", "b", "c").limit(count).forEach(this::open);
        settle();
    }

    /**
     * Waits until everything is told. What one node says is heard in order, so what it said before its fence has been
     * heard; what different nodes say is not, so there is a fence on each of them.
     */
    private void settle() {
        Eventually.holds(() -> assertThat(members()).allMatch(hub -> hub.nodes().size() == recordings.size()));
        Hubs.settle(members());
        Set<NodeId> fenced = new HashSet<>();
        while (fenced.size() < recordings.size()) {
            var fence = ProcessType.of("echo", Object.class).spec("fence" + fences++);
            Hubs.run(recordings.getFirst().hub(), fence);
            fenced.add(host(fence.id()));
            Eventually.holds(() -> assertThat(recordings)
                    .allMatch(recording -> recording.story(fence.id()).size() == 1));
        }
    }

    private NodeId host(ProcessId id) {
        return recordings
                .getFirst()
                .hub()
                .lookup(id)
                .orElseThrow()
                .instances()
                .getFirst()
                .node();
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void aStartIsHeardOnceOnEveryNode() {
        open(3);

        Hubs.run(recordings.get(1).hub(), SUBJECT);

        settle();
        var hosted = recordings
                .get(1)
                .hub()
                .lookup(SUBJECT.id())
                .orElseThrow()
                .instances()
                .getFirst();
        assertThat(recordings)
                .allSatisfy(recording -> assertThat(recording.all(ProcessStarted.class).stream()
                                .filter(event -> event.id().equals(SUBJECT.id())))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.node()).isEqualTo(hosted.node());
                            assertThat(event.epoch()).isEqualTo(hosted.epoch());
                            assertThat(event.reason()).isEqualTo(StartReason.FRESH);
                        }));
    }

    @Test
    void aStopIsHeardOnceWithItsCause() {
        open(3);
        Hubs.run(recordings.get(0).hub(), SUBJECT);
        String host = host(SUBJECT.id()).name();
        settle();

        Eventually.ends(recordings.get(2).hub().stop(SUBJECT.id()));

        settle();
        assertThat(recordings)
                .allSatisfy(recording -> assertThat(recording.story(SUBJECT.id()))
                        .containsExactly("FRESH on " + host, "STOPPED on " + host));
    }

    @Test
    void aCrashIsHeardAsAnEndAndAnotherStart() {
        open(3);
        Hubs.run(recordings.get(0).hub(), SUBJECT);
        String host = host(SUBJECT.id()).name();
        settle();

        recordings.get(0).hub().untyped(SUBJECT.id()).tell("crash");

        Eventually.holds(() -> assertThat(recordings)
                .allSatisfy(
                        recording -> assertThat(recording.story(SUBJECT.id())).hasSize(3)));
        settle();
        assertThat(recordings)
                .allSatisfy(recording -> assertThat(recording.story(SUBJECT.id()))
                        .containsExactly("FRESH on " + host, "CRASHED on " + host, "RESTARTED on " + host));
    }

    @Test
    void aNormalEndIsHeardAsFinished() {
        open(2);
        var spec = ProcessType.of("task", Object.class).spec("task").restart(RestartPolicy.TEMPORARY);
        Hubs.run(recordings.getFirst().hub(), spec);
        settle();
        String host = host(spec.id()).name();

        done.countDown();

        Eventually.holds(() -> assertThat(recordings)
                .allSatisfy(recording -> assertThat(recording.story(spec.id()))
                        .containsExactly("FRESH on " + host, "FINISHED on " + host)));
    }

    @Test
    void aMoveIsHeardAsAStartThereAndAnEndHere() {
        open(2);
        Eventually.ends(recordings.getFirst().hub().startAll(Hubs.specs(60, "echo"), StartOptions.STANDARD));
        settle();
        var before = recordings.getFirst().hub().snapshot().stream()
                .filter(found -> !found.id().value().startsWith("fence"))
                .toList();

        var joiner = open("c");

        settle();
        assertThat(joiner.hub().local()).isNotEmpty();
        for (Registration earlier : before) {
            String from = earlier.instances().getFirst().node().name();
            String to = host(earlier.id()).name();
            List<String> expected = from.equals(to)
                    ? List.of("FRESH on " + from)
                    : List.of("FRESH on " + from, "MIGRATED on c", "MOVED on " + from);
            assertThat(recordings.get(from.equals("a") ? 0 : 1).story(earlier.id()))
                    .isEqualTo(expected);
            assertThat(recordings.get(from.equals("a") ? 1 : 0).story(earlier.id()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(joiner.story(earlier.id())).contains(from.equals(to) ? "FRESH on " + from : "MIGRATED on c");
            assertThat(joiner.story(earlier.id())).doesNotHaveDuplicates().isSubsetOf(expected);
        }
    }

    @Test
    void aLostNodeIsHeardWithAllItRan() {
        open(3);
        Eventually.ends(recordings.getFirst().hub().startAll(Hubs.specs(60, "echo"), StartOptions.STANDARD));
        settle();
        var lost = recordings.removeLast();
        var victims = lost.hub().local();

        hubs.network.crash(lost.hub().self());

        Eventually.holds(() -> assertThat(members())
                .allMatch(hub -> hub.snapshot().stream()
                        .allMatch(found -> found.instances().size() == 1)));
        settle();
        assertThat(victims).isNotEmpty();
        for (Registration victim : victims) {
            String to = host(victim.id()).name();
            assertThat(recordings)
                    .allSatisfy(recording -> assertThat(recording.story(victim.id()))
                            .containsExactlyInAnyOrder("FRESH on c", "NODE_LOST on c", "FAILED_OVER on " + to));
        }
        assertThat(recordings)
                .allSatisfy(recording -> assertThat(recording.all(NodeLeft.class))
                        .singleElement()
                        .satisfies(event ->
                                assertThat(event.node()).isEqualTo(lost.hub().self())));
    }

    @Test
    void aGracefulLeaveIsHeardAsMoves() {
        open(3);
        Eventually.ends(recordings.getFirst().hub().startAll(Hubs.specs(60, "echo"), StartOptions.STANDARD));
        settle();
        var leaver = recordings.removeLast();
        var moved = leaver.hub().local();

        leaver.hub().close();

        settle();
        for (Registration each : moved) {
            String to = host(each.id()).name();
            assertThat(recordings)
                    .allSatisfy(recording -> assertThat(recording.story(each.id()))
                            .containsExactlyInAnyOrder("FRESH on c", "MIGRATED on " + to, "MOVED on c"));
        }
        assertThat(recordings)
                .allSatisfy(
                        recording -> assertThat(recording.all(NodeLeft.class)).hasSize(1));
    }

    @Test
    void membersAreHeardOnce() {
        open(3);
        for (Recording recording : recordings) {
            List<NodeId> others = recording.hub().nodes().stream()
                    .filter(node -> !node.equals(recording.hub().self()))
                    .toList();
            assertThat(recording.all(NodeJoined.class).stream().map(NodeJoined::node))
                    .containsExactlyInAnyOrderElementsOf(others);
            assertThat(recording.all(NodeLeft.class)).isEmpty();
            assertThat(recording.all(HubEvent.RedistributionStarted.class))
                    .hasSameSizeAs(recording.all(HubEvent.RedistributionFinished.class));
            assertThat(recording.all(HubEvent.QuorumChanged.class))
                    .singleElement()
                    .matches(HubEvent.QuorumChanged::held);
        }
    }

    @Test
    void aHookAddedLaterHearsWhatComesLater() {
        open(1);
        var hub = recordings.getFirst().hub();
        var late = new ConcurrentLinkedQueue<ProcessId>();
        hub.addHook(Hook.of("late", ProcessStarted.class, event -> late.add(event.id())));
        Hubs.run(hub, SUBJECT);
        settle();

        assertThat(hub.removeHook("late")).isTrue();
        assertThat(hub.removeHook("late")).isFalse();
        Hubs.run(hub, ProcessType.of("echo", Object.class).spec("after"));
        settle();

        assertThat(late).containsExactly(SUBJECT.id(), new ProcessId("fence1"));
    }

    @Test
    void aHookIdIsTakenOnce() {
        open(1);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> recordings.getFirst().hub().addHook(Hook.of("recording", HubEvent.class, event -> {})))
                .withMessageContaining("'recording'");
    }

    @Test
    void aHookThatThrowsHarmsNothingElse() {
        open(1);
        var hub = recordings.getFirst().hub();
        hub.addHook(new Hook<>("bad", 10, HubEvent.class, event -> {
            throw new IllegalStateException("a hook that throws");
        }));

        Hubs.run(hub, SUBJECT);

        settle();
        assertThat(recordings.getFirst().story(SUBJECT.id())).containsExactly("FRESH on a");
    }

    @Test
    void everyEndHasItsStart() {
        open(3);
        Eventually.ends(recordings.getFirst().hub().startAll(Hubs.specs(60, "fragile"), StartOptions.STANDARD));
        settle();
        List<CompletableFuture<StopResult>> stops = Hubs.specs(60, "fragile").stream()
                .map(spec -> recordings.get(1).hub().stop(spec.id()))
                .toList();
        assertThat(stops.stream().map(Eventually::ends)).allMatch(StopResult.Stopped.class::isInstance);

        settle();
        Hubs.specs(60, "fragile")
                .forEach(spec -> assertThat(recordings).allSatisfy(recording -> {
                    List<String> story = recording.story(spec.id());
                    assertThat(story).hasSize(2);
                    assertThat(story.getLast()).startsWith(EndCause.STOPPED.name());
                }));
    }
}
