package io.processhub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.ManualEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LifeTest {

    /** Ignores every report. */
    private record Silence() implements Reports {
        @Override
        public void took(InstanceContext<?> context, RoleSlot.Assignment assignment) {}

        @Override
        public void started(InstanceContext<?> context, boolean merges) {}

        @Override
        public void startFailed(InstanceContext<?> context, Throwable error) {}

        @Override
        public void ended(InstanceContext<?> context, @Nullable Throwable error) {}

        @Override
        public void stopped(InstanceContext<?> context, @Nullable Throwable error) {}

        @Override
        public void held(InstanceContext<?> context, Hold hold, byte @Nullable [] state) {}

        @Override
        public void merged(InstanceContext<?> context, MergeState other, @Nullable Throwable error) {}

        @Override
        public void holdFailed(InstanceContext<?> context, Hold hold, Throwable error) {}

        @Override
        public void abandoned(InstanceContext<?> context, Life.Phase phase) {}
    }

    private final ManualEnvironment environment = ManualEnvironment.threaded();
    private final Life life =
            new Life(RuntimeFixture.context(RuntimeFixture.spec(), 1), new Deadlines(environment), new Silence());
    private final Hold hold = new Hold(1, true);

    private boolean interruptedWhile(boolean busy) throws InterruptedException {
        var inUserCode = new CountDownLatch(1);
        var hurried = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        environment.workers().execute(() -> {
            life.enter();
            hold.begin();
            if (!busy) {
                life.held(hold, null);
            }
            inUserCode.countDown();
            try {
                hurried.await();
                interrupted.complete(false);
            } catch (InterruptedException expected) {
                interrupted.complete(true);
            }
        });
        inUserCode.await();
        life.hurry(hold);
        hurried.countDown();
        return RuntimeFixture.await(interrupted);
    }

    @Test
    void aHandoverThatIsNotWantedAnyMoreIsInterrupted() throws InterruptedException {
        assertThat(interruptedWhile(true)).isTrue();
    }

    /** It ended a moment before, and the thread is on its way with the next message. */
    @Test
    void whatRunsAfterTheHandoverIsNotInterrupted() throws InterruptedException {
        assertThat(interruptedWhile(false)).isFalse();
    }
}
