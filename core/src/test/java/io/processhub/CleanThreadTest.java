package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RoleAware;
import io.processhub.process.StartOptions;
import io.processhub.process.StateHandover;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.redundancy.Replication;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every callback begins with a clean thread, whatever the one before it has left there, and whichever thread sent first
 * or built the hub: that thread has a class loader and an inheritable thread-local of its own here.
 */
class CleanThreadTest {
    private static final ProcessType<Object> UNTIDY = ProcessType.of("untidy", Object.class);
    private static final ProcessId P = new ProcessId("p");
    private static final ProcessType<Void> LOOP = ProcessType.runLoop("loop");
    private static final ClassLoader OURS = CleanThreadTest.class.getClassLoader();
    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    private final Hubs hubs = new Hubs();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader foreign = new URLClassLoader(new URL[0]);

    /** What callbacks found on their threads. */
    private final Queue<Found> found = new ConcurrentLinkedQueue<>();

    private record Found(
            String callback,
            boolean interrupted,
            @Nullable ClassLoader loader,
            @Nullable String tenant) {
        private static Found clean(String callback, ClassLoader loader) {
            return new Found(callback, false, loader, null);
        }
    }

    @BeforeEach
    void soilThisThread() {
        Thread.currentThread().setContextClassLoader(foreign);
        TENANT.set("acme");
    }

    @AfterEach
    void close() {
        Thread.currentThread().setContextClassLoader(before);
        TENANT.remove();
        hubs.close();
    }

    private void look(String callback) {
        Thread current = Thread.currentThread();
        found.add(new Found(callback, current.isInterrupted(), current.getContextClassLoader(), TENANT.get()));
        current.interrupt();
        current.setContextClassLoader(foreign);
    }

    /** Leaves an interrupt and a class loader behind wherever it is called. */
    private final class Untidy implements HubProcess<Object>, StateHandover<String>, RoleAware {
        private Untidy() {
            look("new");
        }

        @Override
        public void onStart(ProcessContext<Object> context) {
            look("start");
        }

        @Override
        public void onMessage(Message<Object> message) {
            look("message");
            message.replyUntyped(message.body());
        }

        @Override
        public void onStop(StopReason reason) {
            look("stop");
        }

        @Override
        public String handOver() {
            look("hand over");
            return "state";
        }

        @Override
        public void takeOver(String state) {
            look("take over");
        }

        @Override
        public void onRole(Role role, long term) {
            look("role");
        }
    }

    private void assertClean(String... callbacks) {
        assertThat(found).extracting(Found::callback).contains(callbacks);
        assertThat(found).allSatisfy(one -> assertThat(one).isEqualTo(Found.clean(one.callback(), OURS)));
    }

    @Test
    void whatAMessageLeavesDoesNotReachTheNext() {
        ProcessHub hub = hubs.start("a", settings -> settings.process(UNTIDY, Untidy::new));
        Hubs.run(hub, UNTIDY.spec("p"));

        List<CompletableFuture<Object>> answers = IntStream.range(0, 200)
                .mapToObj(i -> hub.untyped("p").ask(i, Object.class))
                .toList();

        assertThat(answers).extracting(Eventually::ends).hasSize(200);
        Eventually.ends(hub.stop(P));
        assertClean("new", "start", "message", "stop");
    }

    @Test
    void aMoveLeavesNothingEither() {
        ProcessHub a = hubs.start(
                "a", settings -> settings.process(UNTIDY, Untidy::new).migration(HotSwap.withState()));
        Eventually.ends(a.startAll(Hubs.specs(20, "untidy"), StartOptions.STANDARD));
        hubs.start("b", settings -> settings.process(UNTIDY, Untidy::new).migration(HotSwap.withState()));

        Eventually.holds(() -> assertThat(found).extracting(Found::callback).contains("take over"));
        assertClean("hand over", "take over");
    }

    @Test
    void aRoleLeavesNothingEither() {
        var copies = Replication.activePassive(2);
        ProcessHub a = hubs.start(
                "a", settings -> settings.process(UNTIDY, Untidy::new).redundancy(copies));
        ProcessHub b = hubs.start(
                "b", settings -> settings.process(UNTIDY, Untidy::new).redundancy(copies));
        Eventually.holds(() -> assertThat(a.nodes()).hasSize(2));
        Hubs.run(a, UNTIDY.spec("p"));
        Eventually.holds(() -> assertThat(b.active(P)).isPresent());

        NodeId active = b.active(P).orElseThrow().node();
        Eventually.ends((active.equals(a.self()) ? a : b).closeAsync(Duration.ZERO));

        Eventually.holds(() -> assertThat(found).extracting(Found::callback).contains("role"));
        assertClean("role");
    }

    @Test
    void aRunLoopBeginsClean() {
        ProcessHub hub = hubs.start(
                "a",
                settings -> settings.runLoop(LOOP, () -> {
                    look("new");
                    return context -> {
                        look("run");
                        var left = Thread.interrupted();
                        assertThat(left).isTrue();
                        new CountDownLatch(1).await();
                    };
                }));

        Hubs.run(hub, LOOP.spec("p"));

        Eventually.holds(() -> assertThat(found).extracting(Found::callback).contains("run"));
        assertClean("new", "run");
    }

    @Test
    void aHookLeavesNothingToTheNext() {
        ProcessHub hub = hubs.start(
                "a",
                settings -> settings.hook(Hook.of("one", HubEvent.class, event -> look("one")))
                        .hook(Hook.of("two", HubEvent.class, event -> look("two"))));

        Eventually.ends(hub.startAll(Hubs.specs(20, "echo"), StartOptions.STANDARD));

        Eventually.holds(() -> assertThat(found).hasSizeGreaterThan(20));
        assertClean("one", "two");
    }

    @Test
    void aStageOfAFutureInheritsNothing() {
        var gate = new CountDownLatch(1);
        ProcessHub hub = hubs.start(
                "a",
                settings -> settings.process(UNTIDY, () -> message -> {
                    gate.await();
                    message.replyUntyped("late");
                }));
        Hubs.run(hub, UNTIDY.spec("p"));

        var stage = hub.untyped("p").ask("question", Object.class).thenAccept(answer -> look("stage"));
        gate.countDown(); // not before, so that the stage runs where the future is completed

        Eventually.ends(stage);
        assertThat(found).containsExactly(Found.clean("stage", ClassLoader.getSystemClassLoader()));
    }
}
