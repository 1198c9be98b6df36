package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CloseTest {
    private static final int PROCESSES = 60;

    private final Hubs hubs = new Hubs();
    private final Queue<StopReason> reasons = new ConcurrentLinkedQueue<>();
    private final AtomicInteger living = new AtomicInteger();

    private record Farewell(Queue<StopReason> reasons, AtomicInteger living) implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) {
            living.incrementAndGet();
        }

        @Override
        public void onMessage(Message<Object> message) {
            message.replyUntyped(message.body());
        }

        @Override
        public void onStop(StopReason reason) {
            reasons.add(reason);
            living.decrementAndGet();
        }
    }

    private HubBuilder settings(HubBuilder builder) {
        return builder.process(ProcessType.of("farewell", Object.class), () -> new Farewell(reasons, living));
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void theOthersTakeOverBeforeAHubIsGone() {
        var three = hubs.start(3, this::settings);
        Eventually.ends(three.getFirst().startAll(Hubs.specs(PROCESSES, "farewell"), StartOptions.STANDARD));
        Hubs.settle(three);
        int given = three.getFirst().local().size();

        three.getFirst().close();

        var rest = three.subList(1, 3);
        Eventually.holds(() -> assertThat(rest).allSatisfy(hub -> {
            assertThat(hub.nodes()).hasSize(2);
            assertThat(hub.snapshot())
                    .hasSize(PROCESSES)
                    .allMatch(found -> found.instances().size() == 1);
        }));
        Hubs.settle(rest);
        assertThat(rest.get(0).local().size() + rest.get(1).local().size()).isEqualTo(PROCESSES);
        assertThat(reasons).hasSize(given).containsOnly(StopReason.MOVED);
        IntStream.range(0, PROCESSES)
                .forEach(i -> assertThat(
                                Eventually.ends(rest.get(i % 2).untyped("p" + i).ask("hi", String.class)))
                        .isEqualTo("hi"));
    }

    @Test
    void withoutGraceTheOthersTakeOverAfterwards() {
        var three = hubs.start(3, this::settings);
        Eventually.ends(three.getFirst().startAll(Hubs.specs(PROCESSES, "farewell"), StartOptions.STANDARD));
        Hubs.settle(three);

        three.getFirst().close(Duration.ZERO);

        var rest = three.subList(1, 3);
        Eventually.holds(() -> assertThat(
                        rest.get(0).local().size() + rest.get(1).local().size())
                .isEqualTo(PROCESSES));
        Hubs.settle(rest);
        assertThat(reasons).contains(StopReason.HUB_CLOSED);
    }

    @Test
    void theLastHubStopsWhatItRuns() {
        var hub = hubs.start("a", this::settings);
        Eventually.ends(hub.startAll(Hubs.specs(10, "farewell"), StartOptions.STANDARD));

        hub.close();

        assertThat(reasons).hasSize(10).containsOnly(StopReason.HUB_CLOSED);
        assertThat(hub.status().phase()).isEqualTo(HubStatus.Phase.CLOSED);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        var hub = hubs.start("a");

        var first = hub.closeAsync(Duration.ZERO);
        var second = hub.closeAsync(Duration.ofMinutes(5));

        Eventually.ends(first);
        Eventually.ends(second);
        hub.close();
    }

    @Test
    void allHubsMayCloseTogether() {
        var three = hubs.start(3, this::settings);
        Eventually.ends(three.getFirst().startAll(Hubs.specs(PROCESSES, "farewell"), StartOptions.STANDARD));

        var closing =
                three.stream().map(hub -> hub.closeAsync(Duration.ofMinutes(5))).toList();

        closing.forEach(Eventually::ends);
        assertThat(three).allMatch(hub -> hub.status().phase() == HubStatus.Phase.CLOSED);
        assertThat(living).hasValue(0);
    }

    @Test
    void commandsAreRefusedAndQueriesAnsweredAfterwards() {
        var hub = hubs.start("a");
        var spec = ProcessType.of("echo", Object.class).spec("p");
        Hubs.run(hub, spec);
        hub.close();

        assertThat(Eventually.ends(
                                hub.start(ProcessType.of("echo", Object.class).spec("q")))
                        .result())
                .isInstanceOf(StartResult.Refused.class);
        assertThat(Eventually.ends(hub.ensure(spec)).result()).isInstanceOf(StartResult.Refused.class);
        assertThat(Eventually.ends(hub.stop(spec.id()))).isInstanceOf(StopResult.Refused.class);
        assertThatThrownBy(() -> Eventually.ends(hub.untyped("p").ask("hi", Object.class)))
                .hasCauseInstanceOf(ProcessException.class);
        assertThat(hub.lookup(spec.id())).isPresent();
        assertThat(hub.nodes()).containsExactly(hub.self());
    }

    @Test
    void commandsThatMeetTheEndAllEnd() {
        var pair = hubs.start(2, this::settings);
        List<CompletableFuture<StartResult>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(pair.getFirst()
                    .start(ProcessType.of("farewell", Object.class).spec("p" + i))
                    .thenApply(Start::result));
            if (i == 100) {
                answers.add(pair.getFirst()
                        .closeAsync(Duration.ZERO)
                        .thenApply(unused -> new StartResult.Refused(new ProcessId("closed"), "")));
            }
        }

        assertThat(answers.stream().map(Eventually::ends)).doesNotContainNull();
        Hubs.settle(pair.subList(1, 2));
    }

    @Test
    void aNegativeGraceIsRefused() {
        var hub = hubs.start("a");

        assertThatIllegalArgumentException().isThrownBy(() -> hub.close(Duration.ofMillis(-1)));
        assertThat(hub.status().phase()).isEqualTo(HubStatus.Phase.RUNNING);
    }

    /** Goal: a second life on one node must not be taken for the first; its log begins where no earlier one ended. */
    @Test
    void aHubMayBeOpenedAgainOnItsNode() {
        var node = hubs.node("a");
        var other = hubs.start("b", this::settings);
        for (int life = 0; life < 3; life++) {
            var hub = hubs.keep(settings(Hubs.builder(node)).start());
            var both = List.of(hub, other);
            Eventually.ends(
                    hub.startAll(Hubs.specs(PROCESSES, "farewell"), StartOptions.STANDARD.checkExisting(false)));
            Hubs.run(hub, ProcessType.of("farewell", Object.class).spec("life" + life));
            Eventually.ends(hub.stop(new ProcessId("life" + life)));
            Hubs.settle(both);
            assertThat(hub.snapshot()).hasSize(PROCESSES).isEqualTo(other.snapshot());
            assertThat(hub.local().size() + other.local().size()).isEqualTo(PROCESSES);
            assertThat(hub.local()).isNotEmpty();

            hub.close();

            Eventually.holds(() -> assertThat(other.local()).hasSize(PROCESSES));
        }
    }

    @Test
    void stoppedProcessesStayAwayThroughTheLivesOfAHub() {
        var node = hubs.node("a");
        var other = hubs.start("b", this::settings);
        var first = hubs.keep(settings(Hubs.builder(node)).start());
        Eventually.ends(first.startAll(Hubs.specs(PROCESSES, "farewell"), StartOptions.STANDARD));
        first.close();
        Eventually.ends(other.stopAll(
                Hubs.specs(PROCESSES, "farewell").stream().map(ProcessSpec::id).toList(), StopOptions.STANDARD));

        var second = hubs.keep(settings(Hubs.builder(node)).start());

        Hubs.settle(List.of(other, second));
        assertThat(second.snapshot()).isEmpty();
        assertThat(other.snapshot()).isEmpty();
    }
}
