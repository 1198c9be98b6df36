package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.StateHandover;
import io.processhub.process.StateMerge;
import io.processhub.runtime.InstanceContext.HandoverState;
import io.processhub.runtime.RuntimeFixture.Told;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An instance that is held handles nothing, tells its state, and either goes on or is replaced. */
final class HoldTest {

    /** Remembers its messages, in the order in which it gets them. */
    private static final class Diary implements HubProcess<Object>, StateMerge<Object> {
        private final List<String> calls;
        private String entries = "";

        private Diary(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public void onStart(ProcessContext<Object> context) {
            calls.add("start");
        }

        @Override
        public void onMessage(Message<Object> message) {
            entries += message.body();
            calls.add("message " + message.body());
            message.replyUntyped(entries);
        }

        @Override
        public Object handOver() {
            if (entries.contains("!")) {
                throw new IllegalStateException("not now");
            }
            return entries;
        }

        @Override
        public void takeOver(Object state) {
            if (state.equals("")) {
                throw new IllegalArgumentException("nothing in it");
            }
            calls.add("take over");
            entries = (String) state;
        }

        @Override
        public void merge(Object theirs) {
            if (theirs.equals("")) {
                throw new IllegalArgumentException("nothing in it");
            }
            calls.add("merge");
            entries += theirs;
        }

        @Override
        public void onStop(StopReason reason) {
            calls.add("stop");
        }
    }

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private RuntimeFixture running() {
        return RuntimeFixture.threaded(() -> new Diary(calls)).started();
    }

    private static byte[] heldState(RuntimeFixture fixture) {
        fixture.runtime.hold(ID, 1, 7, true);
        assertThat(fixture.next()).isEqualTo(new Told("held", ID, 1, null));
        return fixture.states.remove().orElseThrow();
    }

    @Test
    void whatComesMeanwhileWaitsUntilItGoesOn() {
        try (var fixture = running()) {
            assertThat(fixture.ask("a").end()).isEqualTo("a");
            heldState(fixture);

            var waiting = fixture.ask("b");
            assertThat(waiting.open()).isTrue();
            fixture.runtime.resume(ID, 1);

            assertThat(waiting.end()).isEqualTo("ab");
        }
    }

    @Test
    void theNextInstanceTakesTheStateOverAndWaitsUntilItIsResumed() {
        byte[] state;
        try (var source = running()) {
            assertThat(source.ask("a").end()).isEqualTo("a");
            state = heldState(source);
        }
        calls.clear();
        try (var target = RuntimeFixture.threaded(() -> new Diary(calls))) {
            target.runtime.start(RuntimeFixture.context(RuntimeFixture.spec(), 2), new HandoverState(state, true));
            assertThat(target.next().what()).isEqualTo("started");
            var waiting = target.ask("b");
            assertThat(calls).containsExactly("start", "take over");

            target.runtime.resume(
                    RuntimeFixture.context(RuntimeFixture.spec(), 2).id(), 2);
            assertThat(waiting.end()).isEqualTo("ab");
        }
        assertThat(calls).containsExactly("start", "take over", "message b");
    }

    @Test
    void aStateThatIsNotTakenOverFailsTheStartOnlyWhereItIsRequired() {
        byte[] empty;
        try (var source = running()) {
            empty = heldState(source);
        }
        try (var strict = RuntimeFixture.threaded(() -> new Diary(calls));
                var lenient = RuntimeFixture.threaded(() -> new Diary(calls))) {
            strict.runtime.start(RuntimeFixture.context(RuntimeFixture.spec(), 2), new HandoverState(empty, true));
            lenient.runtime.start(RuntimeFixture.context(RuntimeFixture.spec(), 2), new HandoverState(empty, false));

            assertThat(strict.next().what()).isEqualTo("startFailed");
            assertThat(lenient.next().what()).isEqualTo("started");
        }
    }

    @Test
    void whatWaitedIsForwardedInOrderWhenAnotherInstanceIsInItsPlace() {
        try (var fixture = running()) {
            heldState(fixture);
            fixture.tell("a");
            fixture.tell("b");
            fixture.runtime.stop(ID, 1, StopReason.MOVED);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(fixture.forwarded).containsExactly("a", "b");
            assertThat(fixture.tell("c")).isEqualTo(Delivery.NO_PROCESS);
            assertThat(calls).containsExactly("start", "stop");
        }
    }

    @Test
    void whatWaitedStaysInOrderUntilItIsKnownWhereToPassItOn() {
        try (var fixture = RuntimeFixture.stepped(() -> new Diary(calls))) {
            fixture.successorKnown = false;
            fixture.start(1);
            fixture.environment.run();
            fixture.runtime.hold(ID, 1, 7, true);
            fixture.environment.run();
            fixture.tell("a");
            fixture.tell("b");
            fixture.runtime.stop(ID, 1, StopReason.MOVED);
            fixture.environment.run();
            assertThat(fixture.forwarded).isEmpty();

            fixture.successorKnown = true;
            fixture.environment.advance(Duration.ofMillis(20));
            fixture.environment.run();

            assertThat(fixture.forwarded).containsExactly("a", "b");
            assertThat(calls).containsExactly("start", "stop");
        }
    }

    @Test
    void aProcessGoesOnWhenItCannotGiveItsState() {
        try (var fixture = running()) {
            assertThat(fixture.ask("!").end()).isEqualTo("!");
            fixture.runtime.hold(ID, 1, 7, true);

            assertThat(fixture.next().what()).isEqualTo("holdFailed");
            assertThat(fixture.ask("b").end()).isEqualTo("!b");
        }
    }

    @Test
    void anotherStateIsMergedBetweenTwoMessages() {
        byte[] state;
        try (var loser = running()) {
            assertThat(loser.ask("a").end()).isEqualTo("a");
            state = heldState(loser);
        }
        try (var fixture = running()) {
            assertThat(fixture.ask("b").end()).isEqualTo("b");
            fixture.runtime.merge(ID, 1, 8, state);

            assertThat(fixture.next()).isEqualTo(new Told("merged", ID, 1, null));
            assertThat(fixture.ask("c").end()).isEqualTo("bac");
        }
    }

    @Test
    void aProcessThatCannotMergeGoesOnWithItsOwnState() {
        byte[] empty;
        try (var loser = running()) {
            empty = heldState(loser);
        }
        try (var fixture = running()) {
            fixture.runtime.merge(ID, 1, 8, empty);

            assertThat(fixture.next().error()).hasMessage("nothing in it");
            assertThat(fixture.ask("b").end()).isEqualTo("b");
        }
    }

    @Test
    void nothingIsMergedWhileItIsQuiet() {
        try (var fixture = RuntimeFixture.stepped(() -> new Diary(calls))) {
            fixture.start(1);
            fixture.environment.run();
            fixture.runtime.hold(ID, 1, 7, true);
            fixture.environment.run();
            fixture.runtime.merge(ID, 1, 8, fixture.states.remove().orElseThrow());
            fixture.environment.run();
            assertThat(fixture.told()).extracting(Told::what).doesNotContain("merged");

            fixture.runtime.resume(ID, 1);
            fixture.environment.run();

            assertThat(fixture.told()).extracting(Told::what).contains("merged");
        }
    }

    @Test
    void aProcessWithoutHandoverIsOnlyQuiet() {
        try (var fixture = running()) {
            fixture.runtime.hold(ID, 1, 7, false);

            assertThat(fixture.next().what()).isEqualTo("held");
            assertThat(fixture.states.remove()).isEmpty();
        }
    }

    /** Hands over as slowly as the test wants, and does not look at interrupts; what runs next does. */
    private record Slow(CountDownLatch asked, CompletableFuture<Object> state, CompletableFuture<Boolean> interrupted)
            implements HubProcess<Object>, StateHandover<Object> {
        @Override
        public void onMessage(Message<Object> message) {}

        @Override
        public Object handOver() {
            asked.countDown();
            return state.join();
        }

        @Override
        public void takeOver(Object taken) {}

        @Override
        public void onStop(StopReason reason) {
            interrupted.complete(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void theInterruptOfAHandoverDoesNotReachWhatRunsNext() throws InterruptedException {
        var slow = new Slow(new CountDownLatch(1), new CompletableFuture<>(), new CompletableFuture<>());
        try (var fixture = RuntimeFixture.threaded(() -> slow).started()) {
            fixture.runtime.hold(ID, 1, 7, true);
            slow.asked().await();

            fixture.runtime.resume(ID, 1);
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
            slow.state().complete("state");

            assertThat(RuntimeFixture.await(slow.interrupted())).isFalse();
        }
    }

    @Test
    void anotherInstanceIsNotHeld() {
        try (var fixture = running()) {
            fixture.runtime.hold(ID, 2, 7, true);
            fixture.runtime.resume(ID, 2);

            assertThat(fixture.ask("a").end()).isEqualTo("a");
            assertThat(fixture.told()).isEmpty();
        }
    }
}
