package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.process.ProcessType.Threads;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Processes that compute without end, more of them than processors, keep no future and no time limit from ending. */
class HeldCarriersTest {
    private static final int SPINNERS = Runtime.getRuntime().availableProcessors() + 1;
    private static final ProcessType<Object> SPIN = ProcessType.of("spin", Object.class);
    private static final ProcessType<Object> ECHO = ProcessType.of("echo", Object.class);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.processhub.runtime.CarrierWatch");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Hubs hubs = new Hubs();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean computing = true;

    @BeforeEach
    void listenToTheLog() {
        log.start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        computing = false;
        gate.countDown();
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
        hubs.close();
    }

    private void spin() {
        while (computing) {
            Thread.onSpinWait();
        }
    }

    private static List<ProcessId> names() {
        return IntStream.range(0, SPINNERS)
                .mapToObj(n -> new ProcessId("spin" + n))
                .toList();
    }

    /** Each spinner computes from its first message on. */
    private ProcessHub spinning(ProcessType<Object> type) {
        ProcessHub hub = hubs.start("a", settings -> settings.process(type, () -> message -> spin()));
        names().forEach(id -> Hubs.run(hub, type.spec(id.value())));
        Hubs.run(hub, ECHO.spec("echo"));
        names().forEach(id -> hub.untyped(id).tell("begin"));
        return hub;
    }

    @Test
    void allFuturesEndInTime() {
        ProcessHub hub = spinning(SPIN);

        // More than a few, so that some are asked after the carriers are gone.
        for (int i = 0; i < 5; i++) {
            assertThat(TypedCallsTest.failure(hub.untyped(names().getFirst()).ask("x", Object.class, SHORT)))
                    .extracting(ProcessException::reason)
                    .isEqualTo(Reason.TIMED_OUT);
        }
        assertThat(Eventually.ends(hub.start(ECHO.spec("late"), StartOptions.STANDARD.timeout(SHORT)))
                        .result())
                .isInstanceOf(StartResult.TimedOut.class);
        assertThat(Eventually.ends(hub.explain(new ProcessId("echo"))).id()).isEqualTo(new ProcessId("echo"));
        Eventually.holds(() ->
                assertThat(hub.status().local().carrierHolders()).isNotEmpty().isSubsetOf(names()));

        computing = false;

        Eventually.holds(() -> assertThat(hub.status().local().carrierHolders()).isEmpty());
        assertThat(Eventually.ends(hub.untyped("echo").ask("x", Object.class))).isEqualTo("x");
        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .contains("carriers of virtual threads are held")
                        .contains("spin")
                        .contains("HeldCarriersTest.java"));
    }

    @Test
    void threadsOfTheirOwnHoldNoCarrier() {
        ProcessHub hub = spinning(SPIN.threads(Threads.PLATFORM));

        assertThat(Eventually.ends(hub.untyped("echo").ask("x", Object.class, Eventually.PATIENCE)))
                .isEqualTo("x");
        Hubs.run(hub, ECHO.spec("late"));
        assertThat(hub.status().local().carrierHolders()).isEmpty();
    }

    @Test
    void aRunLoopMayComputeOnAThreadOfItsOwn() {
        ProcessType<Void> loop = ProcessType.runLoop("loop").threads(Threads.PLATFORM);
        var thread = new CompletableFuture<Thread>();
        ProcessHub hub = hubs.start(
                "a",
                settings -> settings.runLoop(loop, () -> context -> {
                    thread.complete(Thread.currentThread());
                    spin();
                }));

        Hubs.run(hub, loop.spec("p"));

        assertThat(Eventually.ends(thread).isVirtual()).isFalse();
    }

    private static ProcessHub hosting(Hubs hubs, ProcessType<Object> type) {
        ProcessHub hub = hubs.start(
                "a",
                settings -> settings.process(
                        type,
                        () -> message ->
                                message.replyUntyped(Thread.currentThread().getName())));
        Hubs.run(hub, type.spec("p"));
        return hub;
    }

    @Test
    void aPoolOfOnesOwnRunsTheProcesses() {
        try (ExecutorService pool = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name("mine").unstarted(task))) {
            ProcessHub hub = hosting(hubs, SPIN.threads(Threads.pool(pool)));

            assertThat(Eventually.ends(hub.untyped("p").ask("x", Object.class))).isEqualTo("mine");
        }
    }

    @Test
    void aPoolThatRefusesStopsNoProcess() {
        ProcessHub hub = hosting(hubs, SPIN.threads(Threads.pool(turn -> {
            throw new RejectedExecutionException("expected by this test");
        })));

        assertThat(Eventually.ends(hub.untyped("p").ask("x", Object.class))).isEqualTo("processhub-platform");
    }

    /** Far more blocked stages than processors; they are there before the answers come. */
    @Test
    void stagesThatBlockDelayNoOtherFuture() {
        var answering = new CountDownLatch(1);
        ProcessHub hub = hubs.start(
                "a",
                settings -> settings.process(SPIN, () -> message -> {
                    answering.await();
                    message.replyUntyped("late");
                }));
        Hubs.run(hub, SPIN.spec("p"));
        Hubs.run(hub, ECHO.spec("echo"));
        List<CompletableFuture<Void>> stages = IntStream.range(0, 200)
                .mapToObj(n -> hub.untyped("p")
                        .ask("x", Object.class, Eventually.PATIENCE)
                        .thenAccept(late -> awaitUninterrupted(gate)))
                .toList();

        answering.countDown();

        for (int n = 0; n < 20; n++) {
            assertThat(Eventually.ends(hub.untyped("echo").ask("x", Object.class, Eventually.PATIENCE)))
                    .isEqualTo("x");
        }
        assertThat(TypedCallsTest.failure(hub.untyped("nobody").ask("x", Object.class, SHORT)))
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(stages).noneMatch(CompletableFuture::isDone);
        gate.countDown();
        stages.forEach(Eventually::ends);
    }

    private static void awaitUninterrupted(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
