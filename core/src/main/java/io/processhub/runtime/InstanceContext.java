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
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is started with. Thread-safe.
 *
 * @param <C> the protocol of the process
 */
public final class InstanceContext<C> implements ProcessContext<C> {
    @SuppressWarnings("rawtypes") // the updater takes no type arguments
    private static final AtomicReferenceFieldUpdater<InstanceContext, @Nullable Long> RAISED =
            AtomicReferenceFieldUpdater.newUpdater(InstanceContext.class, Long.class, "raised");

    private final ProcessSpec<C> spec;
    private final Metadata metadata;
    private final long born;
    private final StartReason reason;
    private final Role role;
    private final Home home;
    private volatile @Nullable Runner runner;

    /** Its epoch, if that is greater than the one it started with; else {@code null}, as for most of many. */
    private volatile @Nullable Long raised;

    /**
     * What all instances share that one hub runs on one node.
     *
     * @param node which node
     * @param hub given to the processes
     * @param raiser gives them greater epochs
     */
    public record Home(NodeId node, Processes hub, EpochRaiser raiser) {}

    /**
     * Which instance starts, and why.
     *
     * @param epoch which instance
     * @param reason why it starts
     * @param role what it is for at the start
     */
    public record Birth(long epoch, StartReason reason, Role role) {}

    /**
     * Of an instance that is still to be started.
     *
     * @param spec of the process
     * @param metadata what it can be found by
     * @param birth which instance it is, and why it starts
     * @param home where it runs
     */
    public InstanceContext(ProcessSpec<C> spec, Metadata metadata, Birth birth, Home home) {
        this.spec = spec;
        this.metadata = metadata;
        this.born = birth.epoch();
        this.reason = birth.reason();
        this.role = birth.role();
        this.home = home;
    }

    /** Before the instance runs. */
    void runBy(Runner itsRunner) {
        runner = itsRunner;
    }

    /** {@return whether it is running, so that it needs no other start} */
    boolean live() {
        Runner mine = runner;
        return mine != null && !mine.over();
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
        return home.node();
    }

    @Override
    public long epoch() {
        return orBorn(raised);
    }

    private long orBorn(@Nullable Long greater) {
        return greater == null ? born : greater;
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
        return home.raiser().raise(id(), born(), seen).thenApply(this::raised);
    }

    /** From now on others know it by a greater epoch. */
    long raised(long next) {
        long before = orBorn(RAISED.getAndUpdate(this, known -> Math.max(orBorn(known), next)));
        Runner mine = runner;
        if (mine != null && before < next) {
            mine.raised(before);
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
        return home.hub().ref(spec);
    }

    @Override
    public Processes hub() {
        return home.hub();
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
