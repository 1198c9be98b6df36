package io.processhub.runtime;

import io.processhub.spec.ProcessId;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes reports to the listener, after it has removed what has ended. */
record ListenerReports(InstanceListener listener, Consumer<ProcessId> discard, LongAdder abandoned) implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessRuntime.class);

    @Override
    public void started(InstanceContext<?> context, boolean merges) {
        listener.started(context.id(), context.born(), merges);
    }

    @Override
    public void took(InstanceContext<?> context, RoleSlot.Assignment taken) {
        listener.roleTaken(context.id(), context.born(), taken.role(), taken.term());
    }

    @Override
    public void startFailed(InstanceContext<?> context, Throwable error) {
        listener.startFailed(context.id(), context.born(), error);
    }

    @Override
    public void ended(InstanceContext<?> context, @Nullable Throwable error) {
        listener.ended(context.id(), context.born(), error);
    }

    @Override
    public void stopped(InstanceContext<?> context, @Nullable Throwable error) {
        if (error != null && !(error instanceof InterruptedException)) {
            LOG.warn("process {} threw while it was stopped", context.id(), error);
        }
        discard.accept(context.id());
        listener.stopped(context.id(), context.born());
    }

    @Override
    public void held(InstanceContext<?> context, Hold hold, byte @Nullable [] state) {
        listener.held(context.id(), context.born(), hold.attempt(), state);
    }

    @Override
    public void merged(InstanceContext<?> context, MergeState other, @Nullable Throwable error) {
        if (error != null) {
            LOG.warn("process {} could not merge the state of another one, which is lost", context.id(), error);
        }
        listener.merged(context.id(), context.born(), other.attempt(), error);
    }

    @Override
    public void holdFailed(InstanceContext<?> context, Hold hold, Throwable error) {
        LOG.warn("process {} could not hand over its state and goes on", context.id(), error);
        listener.holdFailed(context.id(), context.born(), hold.attempt(), error);
    }

    @Override
    public void abandoned(InstanceContext<?> context, Runner.Phase phase) {
        abandoned.increment();
        LOG.warn(
                "process {} ignored the interrupt at the end of its time while {}; its thread is left to itself",
                context.id(),
                phase);
    }
}
