package io.processhub.process;

import io.processhub.cluster.NodeId;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.concurrent.CompletableFuture;

/**
 * What an instance of a process knows of itself and its hub. May be kept, and used from any thread, as long as the
 * instance runs. All values but {@link #hub()} and {@link #self()}, which lead to what is there now, are fixed for the
 * instance.
 *
 * @param <C> the protocol of the process
 */
public interface ProcessContext<C> {

    /** {@return its spec; the same for all instances until the process is stopped for good} */
    ProcessSpec<C> spec();

    /** {@return the name of this process; fixed for ever} */
    default ProcessId id() {
        return spec().id();
    }

    /**
     * The argument of its spec, as text.
     *
     * @return fixed as the spec is; empty when there is none
     */
    default String argument() {
        return spec().argument().toString();
    }

    /**
     * The argument of its spec, as a value.
     *
     * @param type the type of this process
     * @param <A> type of the argument
     * @return fixed as the spec is. A process whose argument cannot be read is not started
     * @throws IllegalArgumentException when this process is of another type
     */
    default <A> A argument(ProcessType.WithArgument<C, A> type) {
        if (!type.name().equals(spec().type())) {
            throw new IllegalArgumentException(
                    "process " + id() + " is of type '" + spec().type() + "', not '" + type.name() + "'");
        }
        return type.argumentOf(spec());
    }

    /** {@return what it can be found by; the same for all instances until the process is stopped for good} */
    Metadata metadata();

    /** {@return where it runs} */
    NodeId node();

    /**
     * Names this instance.
     *
     * @return greater than that of every earlier instance of this process that its node knew of; give it to stores as a
     *     fencing token, so that they can refuse a stale instance. Ask for it with every write: it grows when this
     *     instance {@linkplain #raiseEpoch raises} it, and when a later instance that was to take the place of this one
     *     has failed
     */
    long epoch();

    /**
     * Asks for a greater epoch, because a store has refused the one that this instance has. That happens without fault
     * of this instance when the node of another one failed before any other node had heard of it.
     *
     * <p>The hub gives one that is greater than {@code seen} if this is still the instance that is to run: it starts or
     * runs and is active, belongs to this node, does not move, no other instance is known (with replicas: no later
     * term), the partition strategy lets this node run processes, and {@code seen} is no further ahead of its clock
     * than twice {@code maxClockSkew}. Otherwise the instance is stale, or must ask again later. Every node learns the
     * new epoch; it is also the term of the active copy of several. A greater epoch protects against an instance that
     * has failed, not against one that is out of reach and goes on: that one may be raised as well.
     *
     * @param seen the greatest token that the store has seen; not negative
     * @return ends with the epoch that this instance has from now on, which {@link #epoch} returns by then; or with an
     *     {@link IllegalStateException} that gives the reason why it keeps the one it has. Completed on a worker
     * @throws IllegalArgumentException when {@code seen} is negative
     */
    CompletableFuture<Long> raiseEpoch(long seen);

    /** {@return why it starts} */
    StartReason reason();

    /** {@return what it is for at the start; {@link RoleAware} receives later roles} */
    Role role();

    /** {@return refers to this process, wherever it may run later; valid beyond this instance} */
    ProcessRef<C> self();

    /** {@return starts, stops and finds processes; answers with what is there now, until the hub is closed} */
    Processes hub();

    /**
     * Ends this instance normally, as the return of a run loop does: its
     * {@link io.processhub.spec.ProcessSpec.RestartPolicy} decides what follows. Returns at once; any thread may call
     * it; of several calls the first counts. Does nothing once the instance is asked to stop.
     *
     * <p>A message process finishes the message that it handles and handles no more; its stop callback is not called.
     * Messages that wait are kept for the next instance on this node if there will be one, otherwise their senders
     * receive {@code ENDED}. While the process moves to another node, the end waits; if the move succeeds, it is void.
     *
     * <p>A run loop is interrupted, unless it calls this itself: then it is to return.
     */
    void finish();
}
