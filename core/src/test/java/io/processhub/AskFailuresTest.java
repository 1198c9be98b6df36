package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.message.Message;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.RestartLimit;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller that asks a process of another node hears why the ask failed, and what may be concluded. */
final class AskFailuresTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Hubs hubs = new Hubs();
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final ProcessHub a = hubs.start("a", this::older);
    private final ProcessHub b = hubs.start("b", this::newer);
    private final List<ProcessHub> pair = List.of(a, b);

    private sealed interface Known {
        record Hello() implements Known {}
    }

    private record Unknown() {}

    private record New() {}

    /** Does what its message says. */
    private final class Puppet implements HubProcess<Object> {
        @Override
        public void onMessage(Message<Object> message) throws InterruptedException {
            switch (String.valueOf(message.body())) {
                case "wait" -> {
                    busy.countDown();
                    open.await();
                }
                case "throw" -> throw new IllegalStateException("expected by this test");
                case "strange reply" -> message.replyUntyped(new Unknown());
                case "long reply" -> message.replyUntyped("x".repeat(1 << 20));
                case "no reply" -> {}
                default -> message.replyUntyped("done");
            }
        }
    }

    /** Its start waits, or it crashes at once. */
    private record Reluctant(CountDownLatch open, String error) implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) throws InterruptedException {
            if (!error.isEmpty()) {
                throw new IllegalStateException(error + " on " + context.node().name());
            }
            open.await();
        }

        @Override
        public void onMessage(Message<Object> message) {}
    }

    private HubBuilder older(HubBuilder builder) {
        return builder.process(ProcessType.of("puppet", Object.class), Puppet::new)
                .process(ProcessType.of("slow", Object.class), () -> new Reluctant(open, ""))
                .process(ProcessType.of("broken", Object.class), () -> new Reluctant(open, "no disk"))
                .runLoop(ProcessType.runLoop("loop"), () -> context -> open.await())
                .message(MessageType.of("known", Known.class, MethodHandles.lookup()));
    }

    private HubBuilder newer(HubBuilder builder) {
        return older(builder).message(MessageType.of("new", New.class, MethodHandles.lookup()));
    }

    @BeforeEach
    void meet() {
        Eventually.holds(() -> assertThat(pair).allMatch(hub -> hub.nodes().size() == 2));
    }

    @AfterEach
    void close() {
        open.countDown();
        hubs.close();
    }

    /** Runs a process on {@code a}, and waits until {@code b} knows. */
    private ProcessId onA(String type, int mailboxMax) {
        var spec = ProcessType.of(type, Object.class)
                .spec(Hubs.nameOn(a, pair))
                .mailboxMax(mailboxMax)
                .timeouts(Duration.ofSeconds(10), Duration.ofMillis(50));
        Hubs.run(a, spec);
        Eventually.holds(() -> assertThat(Hubs.hosts(b, spec.id())).containsExactly(a.self()));
        return spec.id();
    }

    private ProcessException failure(ProcessId id, Object message) {
        return failure(b.untyped(id).ask(message, Object.class, Duration.ofSeconds(20)));
    }

    private static ProcessException failure(CompletableFuture<?> asked) {
        var problem = new CompletableFuture<ProcessException>();
        asked.whenComplete((reply, error) -> {
            Throwable cause = error instanceof CompletionException wrapped ? wrapped.getCause() : error;
            if (cause instanceof ProcessException found) {
                problem.complete(found);
            } else {
                problem.completeExceptionally(new AssertionError("no failure but " + reply, error));
            }
        });
        return Eventually.ends(problem);
    }

    private static void assertFailed(ProcessException failure, Reason reason, String... parts) {
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure).hasMessageContainingAll(parts);
    }

    @Test
    void anUnwantedProcessIsNotFound() {
        assertFailed(failure(ProcessId.of("nobody"), "hello"), Reason.NOT_FOUND, "nobody", "b#");
    }

    @Test
    void anAskFailsWhileTheProcessIsStarting() {
        var id = ProcessId.of(Hubs.nameOn(a, pair));
        a.ensure(ProcessType.of("slow", Object.class).spec(id.value()));
        Eventually.holds(() -> assertThat(b.lookup(id)).isPresent());

        assertFailed(failure(id, "hello"), Reason.NOT_RUNNING, id.value(), "no active instance");
    }

    private static List<Registration.Parked> parked(ProcessHub hub, ProcessId id) {
        return hub.lookup(id).map(Registration::parked).orElse(List.of());
    }

    @Test
    void anAskFailsWhenTheProcessIsParkedOnEveryNode() {
        var limit = new RestartLimit(0, HOUR, Duration.ZERO, Duration.ZERO, HOUR);
        var spec = ProcessType.of("broken", Object.class)
                .spec(Hubs.nameOn(a, pair))
                .limit(limit);
        a.ensure(spec);
        for (ProcessHub hub : pair) {
            Eventually.holds(() -> assertThat(parked(hub, spec.id()))
                    .extracting(Registration.Parked::node)
                    .containsExactly(a.self(), b.self()));
        }
        Registration.Parked first = b.lookup(spec.id()).orElseThrow().parked().getFirst();

        for (ProcessHub hub : pair) {
            assertFailed(
                    failure(hub.untyped(spec.id()).ask("hello", Object.class)),
                    Reason.PARKED,
                    "on every node",
                    "node " + first.node() + " tries it again at " + first.until(),
                    "no disk on a");
            assertThatThrownBy(() -> hub.untyped(spec.id()).tell("hello"))
                    .isInstanceOfSatisfying(
                            ProcessException.class, told -> assertFailed(told, Reason.PARKED, "no disk on a"));
        }
        assertThat(a.status().registry().digest())
                .isEqualTo(b.status().registry().digest());
    }

    @Test
    void anAskFailsWhenTheMailboxIsFull() {
        ProcessId id = onA("puppet", 1);
        b.untyped(id).tell("wait");

        var failures = List.of(
                b.untyped(id).ask("hello", Object.class),
                b.untyped(id).ask("hello", Object.class),
                b.untyped(id).ask("hello", Object.class));

        assertFailed(
                failure(CompletableFuture.anyOf(failures.toArray(CompletableFuture[]::new))),
                Reason.MAILBOX_FULL,
                id.value(),
                "its mailbox on node a#");
    }

    @Test
    void anAskFailsWhenTheProcessTakesNoMessages() {
        assertFailed(failure(onA("loop", 1), "hello"), Reason.NO_MAILBOX, "run loop");
    }

    @Test
    void theMessageIsOfNoRegisteredType() {
        ProcessId id = onA("puppet", 9);

        assertFailed(failure(id, new Unknown()), Reason.NOT_SERIALISABLE, Unknown.class.getName(), "not registered");
        assertThat(Eventually.ends(b.untyped(id).ask(new Known.Hello(), String.class)))
                .isEqualTo("done");
    }

    @Test
    void theOtherNodeDoesNotKnowTheMessageType() {
        assertFailed(failure(onA("puppet", 9), new New()), Reason.NOT_SERIALISABLE, "'new'", "node a#");
    }

    @Test
    void theReplyIsOfNoRegisteredType() {
        assertFailed(failure(onA("puppet", 9), "strange reply"), Reason.NOT_SERIALISABLE, Unknown.class.getName());
    }

    @Test
    void theMessageIsTooLarge() {
        assertFailed(failure(onA("puppet", 9), "x".repeat(1 << 20)), Reason.TOO_LARGE, "1048576 bytes", "allowed are");
    }

    @Test
    void theReplyIsTooLarge() {
        assertFailed(failure(onA("puppet", 9), "long reply"), Reason.TOO_LARGE, "1048576 bytes", "allowed are");
    }

    @Test
    void anAskFailsWhenTheProcessThrows() {
        assertFailed(failure(onA("puppet", 9), "throw"), Reason.FAILED, "expected by this test");
    }

    @Test
    void anAskFailsWhenTheProcessEndsBeforeItReplies() {
        ProcessId id = onA("puppet", 1);
        b.untyped(id).tell("wait");
        Eventually.holds(() -> assertThat(busy.getCount()).isZero());
        var waiting = b.untyped(id).ask("hello", Object.class);
        assertFailed(
                failure(id, "hello"), Reason.MAILBOX_FULL, id.value()); // so the one before has come to the other node

        a.stop(id); // what is in work is interrupted at the stop timeout

        assertFailed(failure(waiting), Reason.ENDED, id.value());
    }

    @Test
    void anAskFailsWhenTheNodeIsLost() {
        ProcessId id = onA("puppet", 9);
        var asked = b.untyped(id).ask("no reply", Object.class, Duration.ofSeconds(20));

        hubs.network.crash(a.self());

        assertFailed(failure(asked), Reason.NODE_LOST, "node " + a.self());
    }

    @Test
    void noReplyComesInTime() {
        var asked = b.untyped(onA("puppet", 9)).ask("no reply", Object.class, Duration.ofMillis(50));

        assertFailed(failure(asked), Reason.TIMED_OUT, "node " + a.self(), "PT0.05S");
    }
}
