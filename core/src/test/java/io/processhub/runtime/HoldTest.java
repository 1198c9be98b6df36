package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.handover.StateHandover;
import io.processhub.handover.StateMerge;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.StopReason;
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
    private static final class Diary implements HubProcess, StateMerge {
        private final List<String> calls;
        private String entries = "";

        private Diary(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public void onStart(ProcessContext context) {
            calls.add("start");
        }

        @Override
        public void onMessage(Message message) {
            entries += message.body();
            calls.add("message " + message.body());
            message.reply(entries);
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

    private RuntimeFixture stage() {
        return RuntimeFixture.threaded(() -> new Diary(calls)).started();
    }

    private static byte[] heldState(RuntimeFixture stage) {
        stage.runtime.hold(ID, 1, 7, true);
        assertThat(stage.next()).isEqualTo(new Told("held", ID, 1, null));
        return stage.states.remove().orElseThrow();
    }

    @Test
    void whatComesMeanwhileWaitsUntilItGoesOn() {
        try (var stage = stage()) {
            assertThat(stage.ask("a").end()).isEqualTo("a");
            heldState(stage);

            var waiting = stage.ask("b");
            assertThat(waiting.open()).isTrue();
            stage.runtime.resume(ID, 1);

            assertThat(waiting.end()).isEqualTo("ab");
        }
    }

    @Test
    void theNextInstanceTakesTheStateOverAndWaitsUntilItIsResumed() {
        byte[] state;
        try (var source = stage()) {
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
        try (var source = stage()) {
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
    void whatWaitedIsPassedOnInOrderWhenAnotherInstanceIsInItsPlace() {
        try (var stage = stage()) {
            heldState(stage);
            stage.tell("a");
            stage.tell("b");
            stage.runtime.stop(ID, 1, StopReason.MOVED);

            assertThat(stage.next()).isEqualTo(Told.stopped(1));
            assertThat(stage.passedOn).containsExactly("a", "b");
            assertThat(stage.tell("c")).isEqualTo(Delivery.NO_PROCESS);
            assertThat(calls).containsExactly("start", "stop");
        }
    }

    @Test
    void whatWaitedStaysInOrderUntilItIsKnownWhereToPassItOn() {
        try (var stage = RuntimeFixture.stepped(() -> new Diary(calls))) {
            stage.heirKnown = false;
            stage.start(1);
            stage.environment.run();
            stage.runtime.hold(ID, 1, 7, true);
            stage.environment.run();
            stage.tell("a");
            stage.tell("b");
            stage.runtime.stop(ID, 1, StopReason.MOVED);
            stage.environment.run();
            assertThat(stage.passedOn).isEmpty();

            stage.heirKnown = true;
            stage.environment.advance(Duration.ofMillis(20));
            stage.environment.run();

            assertThat(stage.passedOn).containsExactly("a", "b");
            assertThat(calls).containsExactly("start", "stop");
        }
    }

    @Test
    void itGoesOnWhenItCannotTellItsState() {
        try (var stage = stage()) {
            assertThat(stage.ask("!").end()).isEqualTo("!");
            stage.runtime.hold(ID, 1, 7, true);

            assertThat(stage.next().what()).isEqualTo("holdFailed");
            assertThat(stage.ask("b").end()).isEqualTo("!b");
        }
    }

    @Test
    void anotherStateIsMergedBetweenTwoMessages() {
        byte[] state;
        try (var loser = stage()) {
            assertThat(loser.ask("a").end()).isEqualTo("a");
            state = heldState(loser);
        }
        try (var stage = stage()) {
            assertThat(stage.ask("b").end()).isEqualTo("b");
            stage.runtime.merge(ID, 1, 8, state);

            assertThat(stage.next()).isEqualTo(new Told("merged", ID, 1, null));
            assertThat(stage.ask("c").end()).isEqualTo("bac");
        }
    }

    @Test
    void whoeverCannotMergeGoesOnWithItsOwnState() {
        byte[] empty;
        try (var loser = stage()) {
            empty = heldState(loser);
        }
        try (var stage = stage()) {
            stage.runtime.merge(ID, 1, 8, empty);

            assertThat(stage.next().error()).hasMessage("nothing in it");
            assertThat(stage.ask("b").end()).isEqualTo("b");
        }
    }

    @Test
    void nothingIsMergedWhileItIsQuiet() {
        try (var stage = RuntimeFixture.stepped(() -> new Diary(calls))) {
            stage.start(1);
            stage.environment.run();
            stage.runtime.hold(ID, 1, 7, true);
            stage.environment.run();
            stage.runtime.merge(ID, 1, 8, stage.states.remove().orElseThrow());
            stage.environment.run();
            assertThat(stage.told()).extracting(Told::what).doesNotContain("merged");

            stage.runtime.resume(ID, 1);
            stage.environment.run();

            assertThat(stage.told()).extracting(Told::what).contains("merged");
        }
    }

    @Test
    void withoutHandoverItIsOnlyQuiet() {
        try (var stage = stage()) {
            stage.runtime.hold(ID, 1, 7, false);

            assertThat(stage.next().what()).isEqualTo("held");
            assertThat(stage.states.remove()).isEmpty();
        }
    }

    /** Hands over as slowly as the test wants, and does not look at interrupts; what runs next does. */
    private record Slow(CountDownLatch asked, CompletableFuture<Object> state, CompletableFuture<Boolean> interrupted)
            implements HubProcess, StateHandover {
        @Override
        public void onMessage(Message message) {}

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
        try (var stage = RuntimeFixture.threaded(() -> slow).started()) {
            stage.runtime.hold(ID, 1, 7, true);
            slow.asked().await();

            stage.runtime.resume(ID, 1);
            stage.runtime.stop(ID, 1, StopReason.REQUESTED);
            slow.state().complete("state");

            assertThat(RuntimeFixture.await(slow.interrupted())).isFalse();
        }
    }

    @Test
    void anotherInstanceIsNotHeld() {
        try (var stage = stage()) {
            stage.runtime.hold(ID, 2, 7, true);
            stage.runtime.resume(ID, 2);

            assertThat(stage.ask("a").end()).isEqualTo("a");
            assertThat(stage.told()).isEmpty();
        }
    }
}
