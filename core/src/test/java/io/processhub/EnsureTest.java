package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process that must run once does so, no matter which nodes say so and how often. The copies are counted where they
 * run.
 */
final class EnsureTest {
    private static final ProcessSpec<?> CLOCK =
            ProcessType.of("counted", Object.class).spec("clock");

    private final Hubs hubs = new Hubs();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();

    private HubBuilder counted(HubBuilder builder) {
        return builder.process(ProcessType.of("counted", Object.class), () -> new Counted(running, starts));
    }

    private record Counted(AtomicInteger running, AtomicInteger starts) implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) {
            running.incrementAndGet();
            starts.incrementAndGet();
        }

        @Override
        public void onMessage(Message<Object> message) {
            message.replyUntyped(message.body());
        }

        @Override
        public void onStop(StopReason reason) {
            running.decrementAndGet();
        }
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    private void assertRunsOnce(List<ProcessHub> members, ProcessId id) {
        Hubs.settle(members);
        assertThat(members)
                .allSatisfy(hub ->
                        assertThat(hub.lookup(id).orElseThrow().instances()).hasSize(1));
    }

    @Test
    void aSecondEnsureReturnsTheRunningInstance() {
        var three = hubs.start(3, this::counted);
        var first = (StartResult.Started)
                Eventually.ends(three.get(0).ensure(CLOCK)).result();

        var second = Eventually.ends(three.get(0).ensure(CLOCK)).result();

        assertThat(second).isEqualTo(new StartResult.AlreadyExists(CLOCK.id(), first.instances()));
        assertThat(starts).hasValue(1);
    }

    @Test
    void allNodesAtOnceMakeOneInstance() {
        var three = hubs.start(3, this::counted);
        List<CompletableFuture<StartResult>> answers = IntStream.range(0, 30)
                .mapToObj(i -> three.get(i % 3).ensure(CLOCK).thenApply(Start::result))
                .toList();

        assertThat(answers.stream().map(Eventually::ends)).allMatch(StartResult::runs);
        assertRunsOnce(three, CLOCK.id());
        assertThat(running).hasValue(1);
        assertThat(starts).hasValue(1);
    }

    @Test
    void aStartOfWhatIsThereIsAnsweredWithIt() {
        var three = hubs.start(3, this::counted);
        var first =
                (StartResult.Started) Eventually.ends(three.get(0).start(CLOCK)).result();
        Hubs.settle(three);

        var second = Eventually.ends(three.get(2).start(CLOCK)).result();

        assertThat(second).isEqualTo(new StartResult.AlreadyExists(CLOCK.id(), first.instances()));
        assertThat(starts).hasValue(1);
    }

    /** Goal: a second node with the same static processes starts as the first does. */
    @Test
    void everyNodeMayBringTheSameStaticProcesses() {
        var three = hubs.start(
                3,
                builder -> counted(builder)
                        .ensure(CLOCK)
                        .ensure(ProcessType.of("counted", Object.class).spec("calendar")));

        assertThat(three).allMatch(hub -> hub.status().phase() == HubStatus.Phase.RUNNING);
        assertRunsOnce(three, CLOCK.id());
        assertRunsOnce(three, new ProcessId("calendar"));
        Eventually.holds(() -> assertThat(running).hasValue(2));
    }

    @Test
    void nodesThatStartTogetherShareTheirStaticProcesses() {
        List<CompletableFuture<ProcessHub>> starting = IntStream.range(0, 3)
                .mapToObj(i ->
                        counted(Hubs.builder(hubs.node("n" + i))).ensure(CLOCK).startAsync())
                .toList();

        List<ProcessHub> three =
                starting.stream().map(hub -> hubs.keep(Eventually.ends(hub))).toList();

        Eventually.holds(
                () -> assertThat(three.stream().map(hub -> hub.nodes().size())).containsOnly(3));
        assertRunsOnce(three, CLOCK.id());
        Eventually.holds(() -> assertThat(running).hasValue(1));
    }

    @Test
    void aStaticProcessThatCannotStartKeepsNoHubFromStarting() {
        var hub = hubs.start(
                "a",
                builder -> counted(builder)
                        .ensure(ProcessType.of("no-such-type", Object.class).spec("ghost"))
                        .ensure(CLOCK));

        assertThat(hub.status().phase()).isEqualTo(HubStatus.Phase.RUNNING);
        assertThat(hub.lookup(CLOCK.id()).orElseThrow().runsOn(hub.self())).isTrue();
        assertThat(hub.lookup(new ProcessId("ghost"))).isPresent();
        Eventually.holds(() -> assertThat(hub.status().registry().waiting()).isEqualTo(1));
    }

    @Test
    void whatIsWantedButCannotStartExistsAndDoesNotRun() {
        var ghost = ProcessType.of("no-such-type", Object.class).spec("ghost");
        var hub = hubs.start("a", builder -> counted(builder).ensure(ghost));

        var report = Eventually.ends(hub.startAll(List.of(ghost), StartOptions.STANDARD));

        assertThat(report.results()).containsExactly(new StartResult.AlreadyExists(ghost.id(), List.of()));
        assertThat(report.results().getFirst().runs()).isFalse();
        assertThat(report.ok()).isFalse();
        assertThat(report.problems()).hasSize(1);
    }

    @Test
    void whatIsEnsuredAfterAStopRunsAgain() {
        var three = hubs.start(3, this::counted);
        Eventually.ends(three.get(0).ensure(CLOCK)).result();
        Eventually.ends(three.get(0).stop(CLOCK.id()));

        assertThat(Eventually.ends(three.get(0).ensure(CLOCK)).result()).isInstanceOf(StartResult.Started.class);
        assertRunsOnce(three, CLOCK.id());
        assertThat(running).hasValue(1);
    }
}
