package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static io.processhub.runtime.RuntimeFixture.await;
import static io.processhub.runtime.RuntimeFixture.context;
import static io.processhub.runtime.RuntimeFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.runtime.RuntimeFixture.Told;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Starts, messages and crashes. */
final class ProcessRuntimeTest {
    /** Echoes what it is asked, remembers what it is told, crashes at «crash». */
    private static final class Echo implements HubProcess<Object> {
        private final List<Object> seen = new ArrayList<>();

        @Override
        public void onMessage(Message<Object> message) {
            if (message.body().equals("crash")) {
                throw new IllegalStateException("crash");
            }
            seen.add(message.body());
            message.replyUntyped(message.body().equals("seen") ? List.copyOf(seen) : message.body());
        }
    }

    @Test
    void aStartedProcessAnswers() {
        try (var fixture = RuntimeFixture.threaded(Echo::new).started()) {
            assertThat(fixture.ask("hello").end()).isEqualTo("hello");
            assertThat(fixture.runtime.count()).isEqualTo(1);
        }
    }

    @Test
    void userCodeRunsOnVirtualThreads() {
        var thread = new CompletableFuture<Thread>();

        try (var fixture = RuntimeFixture.threaded(() -> message -> thread.complete(Thread.currentThread()))
                .started()) {
            fixture.tell("x");

            assertThat(await(thread).isVirtual()).isTrue();
        }
    }

    @Test
    void theContextReachesTheProcess() {
        var heard = new CompletableFuture<ProcessContext<Object>>();
        try (var fixture = RuntimeFixture.threaded(() -> new HubProcess<Object>() {
            @Override
            public void onStart(ProcessContext<Object> context) {
                heard.complete(context);
            }

            @Override
            public void onMessage(Message<Object> message) {}
        })) {
            var context = context(spec().argument("{}"), 7);

            fixture.runtime.start(context);

            assertThat(await(heard)).isSameAs(context);
            assertThat(fixture.next()).isEqualTo(Told.started(7));
        }
    }

    @Test
    void anUnknownTypeIsRefusedWithTheKnownOnes() {
        try (var fixture = RuntimeFixture.threaded(Echo::new)) {
            fixture.runtime.start(context(ProcessType.of("x", Object.class).spec("p"), 1));

            Told told = fixture.next();
            assertThat(told.what()).isEqualTo("startFailed");
            assertThat(told.error()).hasMessageContaining("'x'").hasMessageContaining("[t]");
            assertThat(fixture.runtime.code("t")).isNotNull();
            assertThat(fixture.runtime.code("x")).isNull();
            assertThat(fixture.runtime.count()).isZero();
        }
    }

    @Test
    void aFactoryThatThrowsFailsTheStart() {
        var error = new NoClassDefFoundError("expected by this test");
        try (var fixture = RuntimeFixture.threaded(() -> {
            throw error;
        })) {
            fixture.start(1);

            assertThat(fixture.next()).isEqualTo(new Told("startFailed", ID, 1, error));
        }
    }

    @Test
    void aStartCallbackThatThrowsFailsTheStart() {
        var error = new StackOverflowError();
        try (var fixture = RuntimeFixture.threaded(() -> new HubProcess<Object>() {
            @Override
            public void onStart(ProcessContext<Object> context) {
                throw error;
            }

            @Override
            public void onMessage(Message<Object> message) {}
        })) {
            fixture.start(1);

            assertThat(fixture.next()).isEqualTo(new Told("startFailed", ID, 1, error));
        }
    }

    @Test
    void messagesThatComeDuringTheStartWait() {
        var gate = new CountDownLatch(1);
        try (var fixture = RuntimeFixture.threaded(() -> new HubProcess<Object>() {
            private boolean ready;

            @Override
            public void onStart(ProcessContext<Object> context) throws InterruptedException {
                gate.await();
                ready = true;
            }

            @Override
            public void onMessage(Message<Object> message) {
                message.replyUntyped(ready);
            }
        })) {
            fixture.start(1);
            var reply = fixture.ask("x");
            assertThat(reply.open()).isTrue();

            gate.countDown();

            assertThat(reply.end()).isEqualTo(true);
        }
    }

    @Test
    void messagesOfOneSenderKeepTheirOrderAmongMany() throws InterruptedException {
        var seen = new ArrayList<int[]>();
        var all = new CountDownLatch(4 * 50_000);
        var spec = withRoomFor(1_000_000);
        try (var fixture = RuntimeFixture.threaded(() -> message -> {
            seen.add((int[]) message.body());
            all.countDown();
        })) {
            fixture.runtime.start(context(spec, 1));
            var senders = IntStream.range(0, 4)
                    .mapToObj(sender -> Thread.ofVirtual()
                            .start(() -> IntStream.range(0, 50_000)
                                    .forEach(n -> assertThat(fixture.tell(new int[] {sender, n}))
                                            .isEqualTo(Delivery.ACCEPTED))))
                    .toList();
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(all.await(RuntimeFixture.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
        int[] next = new int[4];
        seen.forEach(message -> assertThat(message[1]).isEqualTo(next[message[0]]++));
    }

    private static ProcessSpec<?> withRoomFor(int mailboxMax) {
        return ProcessSpec.untyped(ID, "t").mailboxMax(mailboxMax);
    }

    @Test
    void aFullMailboxRefusesUntilThereIsRoom() {
        var fixture = RuntimeFixture.stepped(Echo::new);
        fixture.runtime.start(context(withRoomFor(3), 1));
        fixture.environment.run();

        assertThat(IntStream.range(0, 5).mapToObj(fixture::tell))
                .containsExactly(Delivery.ACCEPTED, Delivery.ACCEPTED, Delivery.ACCEPTED, Delivery.FULL, Delivery.FULL);
        fixture.environment.run();
        var reply = fixture.ask("seen");
        fixture.environment.run();

        assertThat(reply.end()).isEqualTo(List.of(0, 1, 2, "seen"));
    }

    @Test
    void aCrashFailsTheAskInHandAndKeepsThoseThatWait() {
        var fixture = RuntimeFixture.stepped(Echo::new);
        fixture.start(1);
        fixture.environment.run();
        var first = fixture.ask("crash");
        var second = fixture.ask("second");
        fixture.environment.run();

        assertThat(first.end()).isEqualTo(Reason.FAILED);
        assertThat(second.open()).isTrue();
        var third = fixture.ask("third");
        fixture.start(2);
        fixture.environment.run();

        assertThat(second.end()).isEqualTo("second");
        assertThat(third.end()).isEqualTo("third");
        assertThat(fixture.told().stream().map(Told::what)).containsExactly("started", "ended", "started");
        assertThat(fixture.told().stream().map(Told::epoch)).containsExactly(1L, 1L, 2L);
    }

    @Test
    void everyThrowableIsACrash() {
        var error = new StackOverflowError();
        try (var fixture = RuntimeFixture.threaded(() -> message -> {
                    throw error;
                })
                .started()) {
            assertThat(fixture.ask("x").end()).isEqualTo(Reason.FAILED);
            assertThat(fixture.next()).isEqualTo(new Told("ended", ID, 1, error));
        }
    }

    @Test
    void aReplyBeforeTheCrashStands() {
        try (var fixture = RuntimeFixture.threaded(() -> message -> {
                    message.replyUntyped("done");
                    message.replyUntyped("twice");
                    throw new IllegalStateException("expected by this test");
                })
                .started()) {
            assertThat(fixture.ask("x").end()).isEqualTo("done");
            assertThat(fixture.next().what()).isEqualTo("ended");
        }
    }

    @Test
    void aSecondStartOfALiveInstanceIsIgnoredAndAnotherEpochRefused() {
        try (var fixture = RuntimeFixture.threaded(Echo::new).started()) {
            fixture.start(1);
            fixture.start(2);

            Told told = fixture.next();
            assertThat(told.what()).isEqualTo("startFailed");
            assertThat(told.epoch()).isEqualTo(2);
            assertThat(told.error()).hasMessageContaining("instance 1 still runs");
            assertThat(fixture.told()).isEmpty();
        }
    }

    @Test
    void aDecoderThatThrowsHarmsOnlyItsMessage() {
        var type = MessageType.of("m", String.class, text -> new byte[0], bytes -> {
            throw new IllegalStateException("expected by this test");
        });
        try (var fixture = RuntimeFixture.threaded(Echo::new).started()) {
            assertThat(fixture.ask(new Encoded(type, new byte[0])).end()).isEqualTo(Reason.NOT_SERIALISABLE);
            assertThat(fixture.ask("x").end()).isEqualTo("x");
        }
    }

    @Test
    void aProcessMayTellItselfAndOthers() {
        var fixture = new RuntimeFixture[1];
        var seen = new ArrayList<Object>();
        fixture[0] = RuntimeFixture.stepped(() -> message -> {
            seen.add(message.body());
            int n = (int) message.body();
            if (n < 1_000) {
                fixture[0].tell(n + 1);
            }
        });
        fixture[0].start(1);
        fixture[0].tell(0);

        fixture[0].environment.run();

        assertThat(seen).hasSize(1_001);
    }

    @Test
    void aBusyProcessLeavesTheThreadToOthers() {
        var order = new ArrayList<ProcessId>();
        var fixture = RuntimeFixture.stepped(() -> new HubProcess<Object>() {
            private ProcessId id = ID;

            @Override
            public void onStart(ProcessContext<Object> context) {
                id = context.id();
            }

            @Override
            public void onMessage(Message<Object> message) {
                order.add(id);
            }
        });
        var other = new ProcessId("q");
        fixture.start(1);
        fixture.runtime.start(context(ProcessType.of("t", Object.class).spec("q"), 1));
        fixture.environment.run();
        IntStream.range(0, 600).forEach(fixture::tell);
        fixture.runtime.deliver(other, null, "x", null);

        fixture.environment.run();

        assertThat(order).hasSize(601);
        assertThat(order.indexOf(other)).isLessThan(300);
    }

    /**
     * Goal: an idle process needs no thread and no timer. Method: on one thread, with nothing left to run, all answer.
     */
    @Test
    void aHundredThousandIdleProcessesNeedNoThread() {
        var fixture = RuntimeFixture.stepped(Echo::new);
        for (int n = 0; n < 100_000; n++) {
            fixture.runtime.start(context(ProcessType.of("t", Object.class).spec("p" + n), 1));
        }
        fixture.environment.run();
        assertThat(fixture.told()).hasSize(100_000);
        assertThat(fixture.environment.timers()).as("for all starts together").isOne();
        fixture.environment.advance(Deadlines.REVIEW);
        assertThat(fixture.environment.timers()).isZero();

        var replies = new ArrayList<Reply>();
        for (int n = 0; n < 100_000; n++) {
            var reply = new Reply();
            fixture.runtime.deliver(new ProcessId("p" + n), null, n, reply);
            replies.add(reply);
        }
        fixture.environment.run();

        assertThat(replies).noneMatch(Reply::open);
        assertThat(fixture.runtime.count()).isEqualTo(100_000);
    }

    /** Goal: no message is lost between a turn that ends and one that begins. Method: many short bursts of asks. */
    @Test
    void aProcessThatKeepsFallingAsleepMissesNothing() {
        try (var fixture = RuntimeFixture.threaded(Echo::new).started()) {
            for (int n = 0; n < 20_000; n++) {
                assertThat(fixture.ask(n).end()).isEqualTo(n);
            }
        }
    }
}
