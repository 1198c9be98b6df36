package io.processhub.runtime;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessRef;
import io.processhub.process.Processes;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is started with. Thread-safe.
 *
 * @param <C> the protocol of the process
 */
public final class InstanceContext<C> implements ProcessContext<C> {
    @SuppressWarnings("rawtypes") // the updater takes no type arguments
    private static final AtomicLongFieldUpdater<InstanceContext> EPOCH =
            AtomicLongFieldUpdater.newUpdater(InstanceContext.class, "epoch");

    private final ProcessSpec<C> spec;
    private final Metadata metadata;
    private final NodeId node;
    private final long born;
    private final StartReason reason;
    private final Role role;
    private final Processes hub;
    private final EpochRaiser raiser;
    private volatile long epoch;
    private volatile @Nullable Runner runner;

    /**
     * Where an instance starts, and why.
     *
     * @param node which node
     * @param epoch which instance
     * @param reason why it starts
     * @param role what it is for at the start
     */
    public record Birth(NodeId node, long epoch, StartReason reason, Role role) {}

    /**
     * Of an instance that is still to be started.
     *
     * @param spec of the process
     * @param metadata what it can be found by
     * @param birth where it starts, and why
     * @param hub given to the process
     * @param raiser gives it a greater epoch
     */
    public InstanceContext(ProcessSpec<C> spec, Metadata metadata, Birth birth, Processes hub, EpochRaiser raiser) {
        this.spec = spec;
        this.metadata = metadata;
        this.node = birth.node();
        this.born = birth.epoch();
        this.reason = birth.reason();
        this.role = birth.role();
        this.hub = hub;
        this.raiser = raiser;
        this.epoch = birth.epoch();
    }

    /** Before the instance runs. */
    void runBy(Runner itsRunner) {
        runner = itsRunner;
    }

    @Override
    public ProcessSpec<C> spec() {
        return spec;
    }

    @Override
    public Metadata metadata() {
        return metadata;
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /** {@return the epoch that it started with, which names this instance in the runtime as long as it lives} */
    long born() {
        return born;
    }

    @Override
    public CompletableFuture<Long> raiseEpoch(long seen) {
        if (seen < 0) {
            throw new IllegalArgumentException("token " + seen + " is negative; give the one that the store has seen");
        }
        return raiser.raise(id(), born(), seen).thenApply(this::raised);
    }

    /** From now on others know it by a greater epoch. */
    long raised(long next) {
        long before = EPOCH.getAndAccumulate(this, next, Math::max);
        Runner mine = runner;
        if (mine != null && before < next) {
            mine.life().raised(before);
        }
        return Math.max(before, next);
    }

    @Override
    public StartReason reason() {
        return reason;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public ProcessRef<C> self() {
        return hub.ref(spec);
    }

    @Override
    public Processes hub() {
        return hub;
    }

    @Override
    public void finish() {
        Runner mine = runner;
        if (mine != null) {
            mine.finish();
        }
    }

    /**
     * The state that an instance takes over from the instance before it.
     *
     * @param state as it was reported when the earlier instance was held; {@code null} when that one has no state
     * @param required whether an instance that cannot take the state over must not run
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
    public record HandoverState(byte @Nullable [] state, boolean required) {}
}
