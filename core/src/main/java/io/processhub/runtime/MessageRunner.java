package io.processhub.runtime;

import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.RoleAware;
import io.processhub.process.StateHandover;
import io.processhub.process.StateMerge;
import io.processhub.runtime.Forwarder.FlushMarker;
import io.processhub.runtime.InstanceContext.HandoverState;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends a worker thread to a message process while the process has something to do. One turn of {@link #run} starts the
 * process if necessary, handles messages, and stops the process when asked; then the thread is free again.
 *
 * <p>There is at most one turn at a time, and each sees what the turn before it wrote: {@code awake} is 1 from the
 * moment a turn is submitted to the workers until that turn has nothing left to do.
 *
 * <p>When the process is replaced by an instance on another node, the messages that wait here are forwarded before
 * {@code onStop} runs: see {@link #forwardWaiting}.
 */
final class MessageRunner extends Runner {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRunner.class);

    /** Messages in one turn, so that a busy process leaves the thread to others. */
    private static final int MESSAGES_PER_TURN_MAX = 256;

    private static final Duration SUCCESSOR_POLL = Duration.ofMillis(20);

    private static final AtomicIntegerFieldUpdater<MessageRunner> AWAKE =
            AtomicIntegerFieldUpdater.newUpdater(MessageRunner.class, "awake");

    // immutable state
    private final Mailbox mailbox;
    private final ProcessCode.Messages code;

    // mutable state
    private volatile int awake = 1;
    private volatile @Nullable Hold hold;

    /** Whether the copy was active when it was held: messages for the active copy wait here. */
    private volatile boolean heldActive;

    private volatile @Nullable MergeState toMerge;
    private @Nullable HubProcess<Object> process;
    private volatile boolean finishing;

    /** Whether the next turn must wait. */
    private boolean pausing;

    /** The state of the instance before this one; dropped when it has been taken over. */
    private @Nullable HandoverState handover;

    /** A runner whose first turn, which starts the process, the caller submits to the workers. */
    MessageRunner(
            InstanceContext<?> context,
            RunnerDependencies dependencies,
            Mailbox mailbox,
            ProcessCode.Messages code,
            @Nullable HandoverState handover) {
        super(context, dependencies);
        this.mailbox = mailbox;
        this.code = code;
        this.handover = handover;
        this.hold = handover == null ? null : Hold.reachedAlready();
    }

    private void submit() {
        code.threads(dependencies().environment()).execute(this);
    }

    @Override
    ProcessCode.Messages code() {
        return code;
    }

    @Override
    void wake() {
        if (awake == 0 && AWAKE.compareAndSet(this, 0, 1)) {
            submit();
        }
    }

    /** Before an instance has arrived from another node, messages go to that node. */
    @Override
    boolean takesMessages() {
        boolean arriving = phase().compareTo(Phase.RUNNING) < 0 && context().reason() == StartReason.MIGRATED;
        return !arriving && (!leaving() || stopReason().replaced());
    }

    @Override
    boolean leads() {
        return heldActive || role() == Role.ACTIVE;
    }

    @Override
    void hold(Hold asked) {
        heldActive = role() == Role.ACTIVE;
        hold = asked;
        wake();
    }

    @Override
    void merge(MergeState left) {
        toMerge = left;
        wake();
    }

    @Override
    void resume() {
        Hold last = hold;
        hold = null;
        heldActive = false;
        if (last != null) {
            hurry(last);
        }
        wake();
    }

    @Override
    void assign(RoleSlot.Assignment assignment) {
        assignNext(assignment);
        wake();
    }

    @Override
    void finish() {
        finishing = true;
        wake();
    }

    @Override
    boolean stop(StopReason reason) {
        boolean alive = askedToStop(reason);
        wake();
        return alive;
    }

    @Override
    public void run() {
        if (!enter()) {
            release();
            return;
        }
        int slot = dependencies().carriers().enter(this);
        try {
            work(process == null ? start() : process);
        } catch (Throwable error) {
            conclude(error);
        } finally {
            dependencies().carriers().leave(slot);
            leave();
        }
        if (over()) {
            release();
        } else {
            rest();
        }
    }

    /** None of its code runs any more; once. */
    private void release() {
        HubProcess<Object> ended = process;
        process = null;
        if (ended != null) {
            clean();
            code.release(context().id(), ended);
        }
    }

    /** What is stopped is released before that is reported, and within the limit of the stop. */
    private void conclude(@Nullable Throwable error) {
        if (leaving()) {
            release();
        }
        end(error);
    }

    /** Each callback begins with a clean thread. */
    private void clean() {
        clean(code.loader());
    }

    private HubProcess<Object> start() throws Exception {
        code.checkArgument(context().spec());
        clean();
        HubProcess<Object> fresh = code.make();
        process = fresh;
        if (fresh instanceof StateHandover<?> holder) {
            dependencies().snapshot(code).check(holder);
        }
        clean();
        fresh.onStart(typedContext());
        clean();
        takeOver(fresh);
        started(fresh instanceof StateMerge<?>);
        return fresh;
    }

    /** The type of its code has its protocol. */
    @SuppressWarnings("unchecked")
    private ProcessContext<Object> typedContext() {
        return (ProcessContext<Object>) context();
    }

    private void takeOver(HubProcess<Object> fresh) throws Exception {
        HandoverState left = handover;
        handover = null;
        byte[] state = left == null ? null : left.state();
        if (left == null || state == null) {
            return;
        }
        try {
            if (!(fresh instanceof StateHandover<?> successor)) {
                throw new IllegalStateException("it does not take over states on this node");
            }
            takeOver(successor, state);
        } catch (Exception refusal) {
            if (left.required()) {
                throw refusal;
            }
            LOG.warn(
                    "process {} goes on without the state it had before it moved",
                    context().id(),
                    refusal);
        }
    }

    /** The state is of the class that the process declares. */
    @SuppressWarnings("unchecked")
    private void takeOver(StateHandover<?> successor, byte[] state) throws Exception {
        ((StateHandover<Object>) successor)
                .takeOver(dependencies().snapshot(code).decode(successor, state));
    }

    private void work(HubProcess<Object> user) throws Exception {
        takeUp(user);
        MergeState left = toMerge;
        if (left != null && working()) {
            toMerge = null;
            merge(user, left);
        }
        for (int n = 0; n < MESSAGES_PER_TURN_MAX && working() && !finishing; n++) {
            Envelope envelope = mailbox.poll();
            if (envelope == null) {
                break;
            }
            handle(user, envelope);
            takeUp(user);
        }
        Hold asked = hold;
        if (asked != null && phase() == Phase.RUNNING && asked.begin()) {
            fallQuiet(user, asked);
        }
        if (finishing && working()) {
            end(null);
        }
        if (phase() == Phase.STOPPING) {
            if (forwardWaiting()) {
                clean();
                user.onStop(stopReason());
                conclude(null);
            } else {
                pausing = true;
            }
        }
    }

    /** A process that throws goes on: its own state is taken to be intact. */
    private void merge(HubProcess<Object> user, MergeState left) {
        clean();
        try {
            mergeInto((StateMerge<?>) user, left.state());
            merged(left, null);
        } catch (Exception refusal) {
            merged(left, refusal);
        }
    }

    /** The state is of the class that the process declares. */
    @SuppressWarnings("unchecked")
    private void mergeInto(StateMerge<?> user, byte[] state) throws Exception {
        ((StateMerge<Object>) user).merge(dependencies().snapshot(code).decode(user, state));
    }

    private boolean working() {
        return hold == null && phase() == Phase.RUNNING;
    }

    /** A change of role comes before the messages that wait, also when those must wait longer. */
    private void takeUp(HubProcess<Object> user) throws Exception {
        RoleSlot.Assignment next = phase() == Phase.RUNNING ? takeAssigned() : null;
        if (next == null) {
            return;
        }
        if (next.told() && user instanceof RoleAware aware) {
            rolesChange();
            clean();
            aware.onRole(next.role(), next.term());
        }
        took(next);
    }

    private void fallQuiet(HubProcess<Object> user, Hold asked) {
        byte[] state = null;
        clean();
        try {
            if (asked.withState() && user instanceof StateHandover<?> holder) {
                state = dependencies().snapshot(code).encode(holder);
            }
        } catch (Throwable error) {
            if (hold == asked) {
                hold = null;
            }
            holdFailed(asked, error);
            return;
        }
        held(asked, state);
    }

    /**
     * Forwards the messages that wait, and those that come until the mailbox is closed, to the instance that replaces
     * this one. The answer is whether all are forwarded: while this node does not know where that instance runs, they
     * wait here, in their order, and a later turn tries again.
     */
    private boolean forwardWaiting() {
        while (stopReason().replaced() && !mailbox.closeIfEmpty()) {
            if (!dependencies().forwarder().successorKnown(context().id())) {
                return false;
            }
            Envelope envelope = mailbox.poll();
            if (envelope != null) {
                envelope.forward(context().id(), dependencies().forwarder());
            }
        }
        return true;
    }

    private void handle(HubProcess<Object> user, Envelope envelope) throws Exception {
        if (envelope.body() == FlushMarker.MARKER) {
            envelope.replyUntyped(true);
            return;
        }
        clean();
        try {
            envelope.open();
        } catch (Throwable unreadable) {
            LOG.debug("process {} cannot decode a message", context().id(), unreadable);
            refuse(envelope, Reason.NOT_SERIALISABLE, "cannot decode the message: " + unreadable);
            return;
        }
        if (!code.understands(envelope.body())) {
            refuse(envelope, Reason.WRONG_TYPE, code.misunderstood(envelope.body()));
            return;
        }
        try {
            dependencies().handling().handle(user, context(), envelope, envelope.trace());
        } catch (Throwable error) {
            envelope.fail(Reason.FAILED, "failed while it handled the message: " + error);
            throw error;
        }
    }

    private void refuse(Envelope envelope, Reason reason, String detail) {
        if (!envelope.fail(reason, detail)) {
            dependencies().forwarder().dropped(context().id(), reason, 1);
        }
    }

    /** Ends the turn; submits another one if there is more to do, after a pause if the successor is not known yet. */
    private void rest() {
        if (pausing) {
            pausing = false;
            dependencies().environment().after(SUCCESSOR_POLL, this::submit);
            return;
        }
        if (idle()) {
            awake = 0;
            if (idle() || !AWAKE.compareAndSet(this, 0, 1)) {
                return;
            }
        }
        submit();
    }

    private boolean idle() {
        Hold asked = hold;
        boolean nothingToDo = asked == null ? mailbox.empty() && toMerge == null && !finishing : asked.reached();
        return phase() == Phase.RUNNING && noneAssigned() && nothingToDo;
    }
}
