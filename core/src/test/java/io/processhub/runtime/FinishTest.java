package io.processhub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.RunLoop;
import io.processhub.process.StateHandover;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FinishTest {

    private static final class Mortal implements HubProcess<Object>, StateHandover<String> {
        private @Nullable ProcessContext<Object> context;

        @Override
        public void onStart(ProcessContext<Object> started) {
            context = started;
        }

        @Override
        public void onMessage(Message<Object> message) {
            if (message.body().equals("finish")) {
                Objects.requireNonNull(context).finish();
            }
            message.replyUntyped(message.body());
        }

        @Override
        public String handOver() {
            return "state";
        }

        @Override
        public void takeOver(String state) {}
    }

    @Test
    void aProcessFinishesItsMessageAndEndsNormally() {
        try (var fixture = RuntimeFixture.threaded(Mortal::new).started()) {
            assertThat(fixture.ask("finish").end()).isEqualTo("finish");

            assertThat(fixture.next()).isEqualTo(RuntimeFixture.Told.ended(1));
        }
    }

    @Test
    void whatWaitsIsForTheNextInstance() {
        try (var fixture = RuntimeFixture.stepped(Mortal::new)) {
            fixture.start(1);
            fixture.environment.run();
            var finish = fixture.ask("finish");
            var next = fixture.ask("next");
            fixture.environment.run();
            fixture.start(2);
            fixture.environment.run();

            assertThat(finish.end()).isEqualTo("finish");
            assertThat(next.end()).isEqualTo("next");
            assertThat(fixture.told())
                    .containsExactly(
                            RuntimeFixture.Told.started(1),
                            RuntimeFixture.Told.ended(1),
                            RuntimeFixture.Told.started(2));
        }
    }

    @Test
    void theEndWaitsWhileTheProcessIsHeldForAMove() {
        var mortal = new Mortal();
        try (var fixture = RuntimeFixture.stepped(() -> mortal)) {
            fixture.start(1);
            fixture.environment.run();
            fixture.runtime.hold(RuntimeFixture.ID, 1, 1, true);
            fixture.environment.run();

            Objects.requireNonNull(mortal.context).finish();
            fixture.environment.run();
            assertThat(fixture.told()).extracting(RuntimeFixture.Told::what).containsExactly("started", "held");

            fixture.runtime.resume(RuntimeFixture.ID, 1);
            fixture.environment.run();
            assertThat(fixture.told()).last().isEqualTo(RuntimeFixture.Told.ended(1));
        }
    }

    @Test
    void aRunLoopIsInterruptedAndEndsNormally() {
        var heard = new CompletableFuture<ProcessContext<Void>>();
        try (var fixture = RuntimeFixture.looping(() -> context -> {
            heard.complete(context);
            new CountDownLatch(1).await();
        })) {
            fixture.started();

            RuntimeFixture.await(heard).finish();

            assertThat(fixture.next()).isEqualTo(RuntimeFixture.Told.ended(1));
        }
    }

    @Test
    void aRunLoopWithStateFailsItsStart() {
        try (var fixture = RuntimeFixture.looping(Keeper::new)) {
            fixture.start(1);

            RuntimeFixture.Told failed = fixture.next();

            assertThat(failed.what()).isEqualTo("startFailed");
            assertThat(failed.error()).hasMessageContainingAll("Keeper", "StateHandover", "HubProcess");
        }
    }

    /** Would hand over its state, if run loops did. */
    private static final class Keeper implements RunLoop, StateHandover<String> {
        @Override
        public void run(ProcessContext<Void> context) {}

        @Override
        public String handOver() {
            return "";
        }

        @Override
        public void takeOver(String state) {}
    }

    /** Its state cannot be sent. */
    private static final class Threads implements HubProcess<Object>, StateHandover<Thread> {
        @Override
        public void onMessage(Message<Object> message) {}

        @Override
        public Thread handOver() {
            return Thread.currentThread();
        }

        @Override
        public void takeOver(Thread state) {}
    }

    @Test
    void aProcessWhoseStateCannotBeSentFailsItsStart() {
        try (var fixture = RuntimeFixture.threaded(Threads::new)) {
            fixture.start(1);

            RuntimeFixture.Told failed = fixture.next();

            assertThat(failed.what()).isEqualTo("startFailed");
            assertThat(failed.error()).hasMessageContainingAll("state", "java.lang.Thread");
        }
    }
}
