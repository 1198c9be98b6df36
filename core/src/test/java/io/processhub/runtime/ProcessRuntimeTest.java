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
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.RestartLimit;
import io.processhub.process.RestartPolicy;
import io.processhub.runtime.RuntimeFixture.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Starts, messages and crashes. */
final class ProcessRuntimeTest {
    /** Echoes what it is asked, remembers what it is told, crashes at «crash». */
    private static final class Echo implements HubProcess {
        private final List<Object> seen = new ArrayList<>();

        @Override
        public void onMessage(Message message) {
            if (message.body().equals("crash")) {
                throw new IllegalStateException("crash");
            }
            seen.add(message.body());
            message.reply(message.body().equals("seen") ? List.copyOf(seen) : message.body());
        }
    }

    @Test
    void aStartedProcessAnswers() {
        try (var stage = RuntimeFixture.threaded(Echo::new).started()) {
            assertThat(stage.ask("hello").end()).isEqualTo("hello");
            assertThat(stage.runtime.count()).isEqualTo(1);
        }
    }

    @Test
    void userCodeRunsOnVirtualThreads() {
        var thread = new CompletableFuture<Thread>();

        try (var stage = RuntimeFixture.threaded(() -> message -> thread.complete(Thread.currentThread()))
                .started()) {
            stage.tell("x");

            assertThat(await(thread).isVirtual()).isTrue();
        }
    }

    @Test
    void theContextReachesTheProcess() {
        var heard = new CompletableFuture<ProcessContext>();
        try (var stage = RuntimeFixture.threaded(() -> new HubProcess() {
            @Override
            public void onStart(ProcessContext context) {
                heard.complete(context);
            }

            @Override
            public void onMessage(Message message) {}
        })) {
            var context = context(spec().argument("{}"), 7);

            stage.runtime.start(context);

            assertThat(await(heard)).isSameAs(context);
            assertThat(stage.next()).isEqualTo(Told.started(7));
        }
    }

    @Test
    void anUnknownTypeIsRefusedWithTheKnownOnes() {
        try (var stage = RuntimeFixture.threaded(Echo::new)) {
            stage.runtime.start(context(ProcessSpec.of("p", "x"), 1));

            Told told = stage.next();
            assertThat(told.what()).isEqualTo("startFailed");
            assertThat(told.error()).hasMessageContaining("'x'").hasMessageContaining("[t]");
            assertThat(stage.runtime.knows("t")).isTrue();
            assertThat(stage.runtime.knows("x")).isFalse();
            assertThat(stage.runtime.count()).isZero();
        }
    }

    @Test
    void aFactoryThatThrowsFailsTheStart() {
        var error = new NoClassDefFoundError("expected by this test");
        try (var stage = RuntimeFixture.threaded(() -> {
            throw error;
        })) {
            stage.start(1);

            assertThat(stage.next()).isEqualTo(new Told("startFailed", ID, 1, error));
        }
    }

    @Test
    void aStartCallbackThatThrowsFailsTheStart() {
        var error = new StackOverflowError();
        try (var stage = RuntimeFixture.threaded(() -> new HubProcess() {
            @Override
            public void onStart(ProcessContext context) {
                throw error;
            }

            @Override
            public void onMessage(Message message) {}
        })) {
            stage.start(1);

            assertThat(stage.next()).isEqualTo(new Told("startFailed", ID, 1, error));
        }
    }

    @Test
    void messagesThatComeDuringTheStartWait() {
        var gate = new CountDownLatch(1);
        try (var stage = RuntimeFixture.threaded(() -> new HubProcess() {
            private boolean ready;

            @Override
            public void onStart(ProcessContext context) throws InterruptedException {
                gate.await();
                ready = true;
            }

            @Override
            public void onMessage(Message message) {
                message.reply(ready);
            }
        })) {
            stage.start(1);
            var reply = stage.ask("x");
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
        try (var stage = RuntimeFixture.threaded(() -> message -> {
            seen.add((int[]) message.body());
            all.countDown();
        })) {
            stage.runtime.start(context(spec, 1));
            var senders = IntStream.range(0, 4)
                    .mapToObj(sender -> Thread.ofVirtual()
                            .start(() -> IntStream.range(0, 50_000)
                                    .forEach(n -> assertThat(stage.tell(new int[] {sender, n}))
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

    private static ProcessSpec withRoomFor(int mailboxMax) {
        return new ProcessSpec(
                ID,
                "t",
                "",
                RestartPolicy.PERMANENT,
                RestartLimit.STANDARD,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                mailboxMax);
    }

    @Test
    void aFullMailboxRefusesUntilThereIsRoom() {
        var stage = RuntimeFixture.stepped(Echo::new);
        stage.runtime.start(context(withRoomFor(3), 1));
        stage.environment.run();

        assertThat(IntStream.range(0, 5).mapToObj(stage::tell))
                .containsExactly(Delivery.ACCEPTED, Delivery.ACCEPTED, Delivery.ACCEPTED, Delivery.FULL, Delivery.FULL);
        stage.environment.run();
        var reply = stage.ask("seen");
        stage.environment.run();

        assertThat(reply.end()).isEqualTo(List.of(0, 1, 2, "seen"));
    }

    @Test
    void aCrashFailsTheAskInHandAndKeepsThoseThatWait() {
        var stage = RuntimeFixture.stepped(Echo::new);
        stage.start(1);
        stage.environment.run();
        var first = stage.ask("crash");
        var second = stage.ask("second");
        stage.environment.run();

        assertThat(first.end()).isEqualTo(Reason.FAILED);
        assertThat(second.open()).isTrue();
        var third = stage.ask("third");
        stage.start(2);
        stage.environment.run();

        assertThat(second.end()).isEqualTo("second");
        assertThat(third.end()).isEqualTo("third");
        assertThat(stage.told().stream().map(Told::what)).containsExactly("started", "ended", "started");
        assertThat(stage.told().stream().map(Told::epoch)).containsExactly(1L, 1L, 2L);
    }

    @Test
    void everyThrowableIsACrash() {
        var error = new StackOverflowError();
        try (var stage = RuntimeFixture.threaded(() -> message -> {
                    throw error;
                })
                .started()) {
            assertThat(stage.ask("x").end()).isEqualTo(Reason.FAILED);
            assertThat(stage.next()).isEqualTo(new Told("ended", ID, 1, error));
        }
    }

    @Test
    void aReplyBeforeTheCrashStands() {
        try (var stage = RuntimeFixture.threaded(() -> message -> {
                    message.reply("done");
                    message.reply("twice");
                    throw new IllegalStateException("expected by this test");
                })
                .started()) {
            assertThat(stage.ask("x").end()).isEqualTo("done");
            assertThat(stage.next().what()).isEqualTo("ended");
        }
    }

    @Test
    void aSecondStartOfALiveInstanceIsIgnoredAndAnotherEpochRefused() {
        try (var stage = RuntimeFixture.threaded(Echo::new).started()) {
            stage.start(1);
            stage.start(2);

            Told told = stage.next();
            assertThat(told.what()).isEqualTo("startFailed");
            assertThat(told.epoch()).isEqualTo(2);
            assertThat(told.error()).hasMessageContaining("instance 1 still runs");
            assertThat(stage.told()).isEmpty();
        }
    }

    @Test
    void aDecoderThatThrowsHarmsOnlyItsMessage() {
        var type = new MessageType<>("m", String.class, text -> new byte[0], bytes -> {
            throw new IllegalStateException("expected by this test");
        });
        try (var stage = RuntimeFixture.threaded(Echo::new).started()) {
            assertThat(stage.ask(new Encoded(type, new byte[0])).end()).isEqualTo(Reason.NOT_SERIALISABLE);
            assertThat(stage.ask("x").end()).isEqualTo("x");
        }
    }

    @Test
    void aProcessMayTellItselfAndOthers() {
        var stage = new RuntimeFixture[1];
        var seen = new ArrayList<Object>();
        stage[0] = RuntimeFixture.stepped(() -> message -> {
            seen.add(message.body());
            int n = (int) message.body();
            if (n < 1_000) {
                stage[0].tell(n + 1);
            }
        });
        stage[0].start(1);
        stage[0].tell(0);

        stage[0].environment.run();

        assertThat(seen).hasSize(1_001);
    }

    @Test
    void aBusyProcessLeavesTheThreadToOthers() {
        var order = new ArrayList<ProcessId>();
        var stage = RuntimeFixture.stepped(() -> new HubProcess() {
            private ProcessId id = ID;

            @Override
            public void onStart(ProcessContext context) {
                id = context.id();
            }

            @Override
            public void onMessage(Message message) {
                order.add(id);
            }
        });
        var other = new ProcessId("q");
        stage.start(1);
        stage.runtime.start(context(ProcessSpec.of("q", "t"), 1));
        stage.environment.run();
        IntStream.range(0, 600).forEach(stage::tell);
        stage.runtime.deliver(other, "x", null);

        stage.environment.run();

        assertThat(order).hasSize(601);
        assertThat(order.indexOf(other)).isLessThan(300);
    }

    /**
     * Goal: an idle process needs no thread and no timer. Method: on one thread, with nothing left to run, all answer.
     */
    @Test
    void aHundredThousandIdleProcessesNeedNoThread() {
        var stage = RuntimeFixture.stepped(Echo::new);
        for (int n = 0; n < 100_000; n++) {
            stage.runtime.start(context(ProcessSpec.of("p" + n, "t"), 1));
        }
        stage.environment.run();
        assertThat(stage.told()).hasSize(100_000);
        assertThat(stage.environment.timers()).isZero();

        var replies = new ArrayList<Reply>();
        for (int n = 0; n < 100_000; n++) {
            var reply = new Reply();
            stage.runtime.deliver(new ProcessId("p" + n), n, reply);
            replies.add(reply);
        }
        stage.environment.run();

        assertThat(replies).noneMatch(Reply::open);
        assertThat(stage.runtime.count()).isEqualTo(100_000);
    }

    /** Goal: no message is lost between a turn that ends and one that begins. Method: many short bursts of asks. */
    @Test
    void aProcessThatKeepsFallingAsleepMissesNothing() {
        try (var stage = RuntimeFixture.threaded(Echo::new).started()) {
            for (int n = 0; n < 20_000; n++) {
                assertThat(stage.ask(n).end()).isEqualTo(n);
            }
        }
    }
}
