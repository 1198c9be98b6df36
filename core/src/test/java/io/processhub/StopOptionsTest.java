package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StopOptionsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Hubs hubs = new Hubs();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final List<ProcessHub> three = hubs.start(
            3,
            builder -> builder.process(ProcessType.of("hangs", Object.class), () -> new EndsBy(hanging::await))
                    .process(
                            ProcessType.of("throws", Object.class),
                            () -> new EndsBy(() -> {
                                throw new IllegalStateException("cannot say goodbye");
                            })));
    private final ProcessHub first = three.getFirst();

    private interface Goodbye {
        void say() throws Exception;
    }

    private record EndsBy(Goodbye goodbye) implements HubProcess<Object> {
        @Override
        public void onMessage(Message<Object> message) {
            message.replyUntyped(message.body());
        }

        @Override
        public void onStop(StopReason reason) throws Exception {
            goodbye.say();
        }
    }

    @AfterEach
    void close() {
        hanging.countDown();
        hubs.close();
    }

    @Test
    void processesAreStoppedEverywhereFromAnyNode() {
        List<ProcessSpec<?>> specs = Hubs.specs(100, "echo");
        Eventually.ends(first.startAll(specs, StartOptions.STANDARD));
        Hubs.settle(three);
        List<ProcessId> ids = specs.stream().map(ProcessSpec::id).toList();

        var report = Eventually.ends(three.get(1).stopAll(ids, StopOptions.STANDARD));

        assertThat(report.ok()).isTrue();
        assertThat(report.results().stream().map(StopResult::id)).containsExactlyElementsOf(ids);
        assertThat(three.get(1).snapshot()).isEmpty();
        Hubs.settle(three);
        assertThat(three)
                .allMatch(hub ->
                        hub.status().local().instances() == 0 && hub.snapshot().isEmpty());
    }

    @Test
    void aStopNamesTheNodesWhereItStopped() {
        var host = three.get(2);
        var spec = ProcessType.of("echo", Object.class).spec(Hubs.nameOn(host, three));
        Hubs.run(first, spec);

        assertThat(Eventually.ends(first.stop(spec.id())))
                .isEqualTo(new StopResult.Stopped(spec.id(), List.of(host.self())));
    }

    @Test
    void aStoppedProcessCanBeStartedAgain() {
        var spec = ProcessType.of("echo", Object.class).spec("again");
        Hubs.run(first, spec);
        Eventually.ends(first.stop(spec.id()));

        Hubs.run(three.get(1), spec);

        assertThat(Eventually.ends(three.get(1).untyped("again").ask("hi", String.class)))
                .isEqualTo("hi");
    }

    @Test
    void anUnknownProcessIsNotFound() {
        var known = ProcessType.of("echo", Object.class).spec("known");
        Hubs.run(first, known);
        var unknown = new ProcessId("unknown");

        var report = Eventually.ends(first.stopAll(List.of(unknown, known.id()), StopOptions.STANDARD));

        assertThat(report.results().get(0)).isEqualTo(new StopResult.NotFound(unknown));
        assertThat(report.results().get(1)).isInstanceOf(StopResult.Stopped.class);
        assertThat(report.ok()).isFalse();
        assertThat(report.problems()).containsExactly(new StopResult.NotFound(unknown));
    }

    @Test
    void aStopThatHangsTimesOutAndNamesTheNode() {
        var host = three.get(1);
        var spec = ProcessType.of("hangs", Object.class)
                .spec(Hubs.nameOn(host, three))
                .timeouts(LONG, LONG);
        Hubs.run(first, spec);

        var report = Eventually.ends(first.stopAll(List.of(spec.id()), new StopOptions(Duration.ofMillis(200))));

        assertThat(report.results())
                .containsExactly(new StopResult.TimedOut(spec.id(), List.of(), List.of(host.self())));
        assertThat(first.lookup(spec.id())).isEmpty();
    }

    @Test
    void whatHangsIsGivenUpAtTheEndOfItsOwnTime() {
        var spec = ProcessType.of("hangs", Object.class).spec("stubborn").timeouts(LONG, Duration.ofMillis(50));
        Hubs.run(first, spec);

        assertThat(Eventually.ends(first.stop(spec.id()))).isInstanceOf(StopResult.Stopped.class);
    }

    @Test
    void whatThrowsWhileItStopsIsStoppedAllTheSame() {
        var spec = ProcessType.of("throws", Object.class).spec("rude");
        Hubs.run(first, spec);

        assertThat(Eventually.ends(first.stop(spec.id()))).isInstanceOf(StopResult.Stopped.class);
        Hubs.settle(three);
        assertThat(three).allMatch(hub -> hub.status().local().instances() == 0);
    }

    @Test
    void whatStillStopsIsStartedAgainAfterwards() {
        var host = three.get(1);
        var spec = ProcessType.of("hangs", Object.class)
                .spec(Hubs.nameOn(host, three))
                .timeouts(LONG, LONG);
        Hubs.run(first, spec);
        Eventually.ends(first.stopAll(List.of(spec.id()), new StopOptions(Duration.ofMillis(100))));

        var again = first.start(spec);
        hanging.countDown();

        assertThat(Eventually.ends(again).result()).isInstanceOf(StartResult.Started.class);
        assertThat(Eventually.ends(first.untyped(spec.id()).ask("hi", String.class)))
                .isEqualTo("hi");
    }

    @Test
    void emptyCallsAndDuplicatesAreRefused() {
        var id = new ProcessId("twice");

        assertThatIllegalArgumentException().isThrownBy(() -> first.stopAll(List.of(), StopOptions.STANDARD));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.stopAll(List.of(id, id), StopOptions.STANDARD))
                .withMessageContaining("twice");
    }
}
