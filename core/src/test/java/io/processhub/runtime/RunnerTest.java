package io.processhub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.ManualEnvironment;
import io.processhub.hook.CallObserver;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import io.processhub.tracing.ObservedHandling;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunnerTest {

    /** Ignores all reports, and all messages. */
    private record Silence() implements Reports, Forwarder {
        @Override
        public boolean successorKnown(ProcessId id) {
            return false;
        }

        @Override
        public void forward(ProcessId id, Object body, @Nullable ReplyTo replyTo) {}

        @Override
        public void dropped(ProcessId id, Reason reason, int messages) {}

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
        public void abandoned(InstanceContext<?> context, Runner.Phase phase) {}
    }

    private final ManualEnvironment environment = ManualEnvironment.threaded();
    private final Silence silence = new Silence();
    private final Runner runner = new LoopRunner(
            RuntimeFixture.context(RuntimeFixture.spec(), 1),
            new RunnerDependencies(
                    environment,
                    new Deadlines(environment),
                    Map.of(),
                    silence,
                    new CarrierWatch(environment),
                    silence,
                    new ObservedHandling(CallObserver.NONE, environment)),
            new ProcessCode.Loop(ProcessType.runLoop("t"), () -> context -> {}));
    private final Hold hold = new Hold(1, true);

    private boolean interruptedWhile(boolean busy) throws InterruptedException {
        var inUserCode = new CountDownLatch(1);
        var hurried = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        environment.workers().execute(() -> {
            runner.enter();
            hold.begin();
            if (!busy) {
                runner.held(hold, null);
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
        runner.hurry(hold);
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
