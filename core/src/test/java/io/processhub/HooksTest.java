package io.processhub;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.Hooks.Counts;
import io.processhub.cluster.NodeId;
import io.processhub.environment.ManualEnvironment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.hook.HubEvent.NodeJoined;
import io.processhub.hook.HubEvent.NodeLeft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HooksTest {
    private static final Duration LIMIT = ofSeconds(5);
    private static final int EVENTS_MAX = 10;
    private static final Counts NOTHING_WRONG = new Counts(0, 0, 0, 0);

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private static NodeJoined joined(int n) {
        return new NodeJoined(Instant.EPOCH, new NodeId("n" + n, 1));
    }

    private Hook<NodeJoined> noting(String id, int priority) {
        return new Hook<>(
                id,
                priority,
                NodeJoined.class,
                event -> heard.add(id + ":" + event.node().name()));
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, SECONDS).join();
    }

    @Test
    void hooksHearEventByEventByFallingPriorityThenAge() {
        var environment = ManualEnvironment.stepped();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        hooks.add(noting("first", 0));
        hooks.add(noting("second", 0));
        hooks.add(noting("high", 5));
        hooks.add(noting("low", -1));

        hooks.tell(joined(1));
        hooks.tell(joined(2));
        assertThat(heard).isEmpty();
        environment.run();

        assertThat(heard)
                .containsExactly(
                        "high:n1", "first:n1", "second:n1", "low:n1", "high:n2", "first:n2", "second:n2", "low:n2");
        assertThat(hooks.counts()).isEqualTo(NOTHING_WRONG);
        assertThat(environment.timers()).isZero();
    }

    @Test
    void aHookHearsOnlyItsKindOfEvent() {
        var environment = ManualEnvironment.stepped();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        hooks.add(noting("joined", 0));
        hooks.add(Hook.of("all", HubEvent.class, event -> heard.add("all")));

        hooks.tell(new NodeLeft(Instant.EPOCH, new NodeId("n1", 1)));
        environment.run();

        assertThat(heard).containsExactly("all");
    }

    @Test
    void anIdIsTakenOnce() {
        var hooks = new Hooks(ManualEnvironment.stepped(), LIMIT, EVENTS_MAX);
        hooks.add(noting("audit", 0));

        assertThatThrownBy(() -> hooks.add(noting("audit", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'audit'");
    }

    @Test
    void aRemovedHookHearsNothingMoreAndItsIdIsFree() {
        var environment = ManualEnvironment.stepped();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        hooks.add(noting("audit", 0));
        hooks.tell(joined(1));

        assertThat(hooks.remove("audit")).isTrue();
        assertThat(hooks.remove("audit")).isFalse();
        environment.run();
        hooks.add(noting("audit", 0));
        hooks.tell(joined(2));
        environment.run();

        assertThat(heard).containsExactly("audit:n2");
    }

    @Test
    void aHookMayAddAndRemoveHooks() {
        var environment = ManualEnvironment.stepped();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        hooks.add(new Hook<>("once", 1, NodeJoined.class, event -> {
            hooks.remove("once");
            hooks.add(noting("next", 0));
        }));

        hooks.tell(joined(1));
        hooks.tell(joined(2));
        environment.run();

        assertThat(heard).containsExactly("next:n2");
    }

    @Test
    void aHookThatThrowsHarmsNothingElse() {
        var environment = ManualEnvironment.stepped();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        hooks.add(new Hook<>("bad", 1, NodeJoined.class, event -> {
            throw new StackOverflowError("expected by this test");
        }));
        hooks.add(noting("good", 0));

        hooks.tell(joined(1));
        hooks.tell(joined(2));
        environment.run();

        assertThat(heard).containsExactly("good:n1", "good:n2");
        assertThat(hooks.counts()).isEqualTo(new Counts(0, 2, 0, 0));
    }

    @Test
    void tooManyEventsAreDroppedAndCounted() {
        var environment = ManualEnvironment.stepped();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        hooks.add(noting("audit", 0));

        IntStream.range(0, EVENTS_MAX + 3).forEach(n -> hooks.tell(joined(n)));
        environment.run();

        assertThat(heard).hasSize(EVENTS_MAX).startsWith("audit:n0").endsWith("audit:n9");
        assertThat(hooks.counts().eventsLost()).isEqualTo(3);
    }

    @Test
    void aHookThatTakesTooLongIsInterrupted() {
        var environment = ManualEnvironment.threaded();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        var there = new CompletableFuture<Boolean>();
        var flag = new CompletableFuture<Boolean>();
        hooks.add(new Hook<>("slow", 1, NodeJoined.class, event -> {
            there.complete(true);
            waitFor(new CountDownLatch(1));
        }));
        hooks.add(Hook.of(
                "after",
                NodeJoined.class,
                event -> flag.complete(Thread.currentThread().isInterrupted())));
        hooks.tell(joined(1));
        await(there);

        environment.advance(LIMIT);

        assertThat(await(flag)).as("the interrupt was for the slow one").isFalse();
        assertThat(hooks.counts()).isEqualTo(new Counts(0, 0, 1, 0));
    }

    /** Returns when the latch is open or the thread is interrupted, which stays so. */
    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHookThatIgnoresItsInterruptIsSkippedUntilItComesBack() {
        var environment = ManualEnvironment.threaded();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        var deaf = new Deaf();
        var others = new AtomicInteger();
        hooks.add(new Hook<>("deaf", 1, NodeJoined.class, event -> deaf.hear()));
        var second = new CompletableFuture<Boolean>();
        hooks.add(Hook.of("other", NodeJoined.class, event -> {
            if (others.incrementAndGet() == 2) {
                second.complete(true);
            }
        }));
        hooks.tell(joined(1));
        hooks.tell(joined(2));
        await(deaf.there);

        environment.advance(LIMIT.plus(Hooks.GRACE));
        await(second);

        assertThat(hooks.counts()).isEqualTo(new Counts(0, 0, 1, 1));
        deaf.gate.countDown();
        await(deaf.away);
        assertThat(deaf.interrupts).hasValueLessThanOrEqualTo(1);
        assertThat(deaf.most).hasValue(1);
    }

    /** Stays in its first call until the gate opens, whatever happens; counts how many are in it at a time. */
    private static final class Deaf {
        private final CompletableFuture<Boolean> there = new CompletableFuture<>();
        private final CompletableFuture<Boolean> away = new CompletableFuture<>();
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger interrupts = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        private void hear() {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            there.complete(true);
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException interrupt) {
                    interrupts.incrementAndGet();
                }
            }
            inside.decrementAndGet();
            away.complete(true);
        }
    }

    @Test
    void aClosedHubHearsNothing() {
        var environment = ManualEnvironment.threaded();
        var hooks = new Hooks(environment, LIMIT, EVENTS_MAX);
        var there = new CompletableFuture<Boolean>();
        var interrupted = new CompletableFuture<Boolean>();
        hooks.add(Hook.of("slow", NodeJoined.class, event -> {
            there.complete(true);
            waitFor(new CountDownLatch(1));
            interrupted.complete(true);
        }));
        hooks.add(noting("after", -1));
        hooks.tell(joined(1));
        await(there);

        hooks.close();
        hooks.tell(joined(2));

        assertThat(await(interrupted)).isTrue();
        assertThat(heard).isEmpty();
    }
}
