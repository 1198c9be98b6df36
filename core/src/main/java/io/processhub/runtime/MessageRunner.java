package io.processhub.runtime;

import io.processhub.capability.RoleAware;
import io.processhub.environment.Environment;
import io.processhub.handover.StateHandover;
import io.processhub.handover.StateMerge;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import io.processhub.process.StopReason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends a worker thread to a message process while it has something to do. One turn of {@link #run} starts the process
 * if need be, handles messages, and stops it if asked; then the thread is given back.
 *
 * <p>There is at most one turn at a time, and each sees what the one before it wrote: {@code awake} is 1 from the
 * moment a turn is handed to the workers until that turn has nothing left to do.
 */
final class MessageRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRunner.class);

    /** Messages in one turn, so that a busy process lets others have the thread. */
    private static final int MESSAGES_PER_TURN_MAX = 256;

    private static final Duration LOOK_FOR_HEIR = Duration.ofMillis(20);

    private static final AtomicIntegerFieldUpdater<MessageRunner> AWAKE =
            AtomicIntegerFieldUpdater.newUpdater(MessageRunner.class, "awake");

    // immutable state
    private final Life life;
    private final Mailbox mailbox;
    private final ProcessType.Messages type;
    private final Means means;
    private final RoleSlot roles = new RoleSlot();

    // mutable state
    private volatile int awake = 1;
    private volatile @Nullable Hold hold;

    /** Whether what waits while it is held is for the active copy. */
    private volatile boolean heldActive;

    private volatile @Nullable MergeState legacy;
    private @Nullable HubProcess process;

    /** Whether the next turn has to wait. */
    private boolean pausing;

    /** What an instance is left by the one before it; dropped when it has taken it over. */
    private @Nullable HandoverState inheritance;

    /** What all runners of a runtime work with. */
    record Means(Environment environment, Snapshot snapshot, Forwarder onward) {}

    /** A runner whose first turn, which starts the process, is still to be handed to the workers. */
    MessageRunner(
            Life life, Mailbox mailbox, ProcessType.Messages type, Means means, @Nullable HandoverState inheritance) {
        this.life = life;
        this.mailbox = mailbox;
        this.type = type;
        this.means = means;
        this.inheritance = inheritance;
        this.hold = inheritance == null ? null : Hold.reachedAlready();
    }

    @Override
    public Life life() {
        return life;
    }

    @Override
    public void wake() {
        if (awake == 0 && AWAKE.compareAndSet(this, 0, 1)) {
            means.environment().workers().execute(this);
        }
    }

    /** Before it has arrived from another node, that one is where messages for it go. */
    @Override
    public boolean takesMessages() {
        boolean arriving =
                life.phase().compareTo(Life.Phase.RUNNING) < 0 && life.context().reason() == StartReason.MIGRATED;
        return !arriving && (!life.leaving() || life.stopReason().replaced());
    }

    @Override
    public boolean leads() {
        return heldActive || life.role() == Role.ACTIVE;
    }

    @Override
    public void hold(Hold asked) {
        heldActive = life.role() == Role.ACTIVE;
        hold = asked;
        wake();
    }

    @Override
    public void merge(MergeState left) {
        legacy = left;
        wake();
    }

    @Override
    public void resume() {
        Hold last = hold;
        hold = null;
        heldActive = false;
        if (last != null) {
            life.hurry(last);
        }
        wake();
    }

    @Override
    public void assign(RoleSlot.Assignment assignment) {
        roles.put(assignment);
        wake();
    }

    @Override
    public boolean stop(StopReason reason) {
        boolean alive = life.stop(reason);
        wake();
        return alive;
    }

    @Override
    public void run() {
        if (!life.enter()) {
            return;
        }
        try {
            work(process == null ? start() : process);
        } catch (Throwable error) {
            life.end(error);
        } finally {
            life.leave();
        }
        if (life.over()) {
            process = null;
        } else {
            rest();
        }
    }

    private HubProcess start() throws Exception {
        HubProcess fresh = type.factory().get();
        fresh.onStart(life.context());
        inherit(fresh);
        process = fresh;
        life.started(fresh instanceof StateMerge);
        return fresh;
    }

    private void inherit(HubProcess fresh) throws Exception {
        HandoverState left = inheritance;
        inheritance = null;
        byte[] state = left == null ? null : left.state();
        if (left == null || state == null) {
            return;
        }
        try {
            if (!(fresh instanceof StateHandover heir)) {
                throw new IllegalStateException("it does not take over states on this node");
            }
            heir.takeOver(means.snapshot().decode(state));
        } catch (Exception refusal) {
            if (left.required()) {
                throw refusal;
            }
            LOG.warn(
                    "process {} goes on without the state it had before it moved",
                    life.context().id(),
                    refusal);
        }
    }

    private void work(HubProcess user) throws Exception {
        takeUp(user);
        MergeState left = legacy;
        if (left != null && working()) {
            legacy = null;
            merge(user, left);
        }
        for (int n = 0; n < MESSAGES_PER_TURN_MAX && working(); n++) {
            Envelope letter = mailbox.poll();
            if (letter == null) {
                break;
            }
            handle(user, letter);
            takeUp(user);
        }
        Hold asked = hold;
        if (asked != null && life.phase() == Life.Phase.RUNNING && asked.begin()) {
            fallQuiet(user, asked);
        }
        if (life.phase() == Life.Phase.STOPPING) {
            if (passedOn()) {
                user.onStop(life.stopReason());
                life.end(null);
            } else {
                pausing = true;
            }
        }
    }

    /** One that throws goes on; it is trusted to have its own state still. */
    private void merge(HubProcess user, MergeState left) {
        try {
            ((StateMerge) user).merge(means.snapshot().decode(left.state()));
            life.merged(left, null);
        } catch (Exception refusal) {
            life.merged(left, refusal);
        }
    }

    private boolean working() {
        return hold == null && life.phase() == Life.Phase.RUNNING;
    }

    /** A change of role comes before the messages that wait, also where those have to wait longer. */
    private void takeUp(HubProcess user) throws Exception {
        RoleSlot.Assignment next = life.phase() == Life.Phase.RUNNING ? roles.take() : null;
        if (next == null) {
            return;
        }
        if (next.told() && user instanceof RoleAware aware) {
            life.rolesChange();
            aware.onRole(next.role(), next.term());
        }
        life.took(next);
    }

    private void fallQuiet(HubProcess user, Hold asked) {
        byte[] state = null;
        try {
            if (asked.withState() && user instanceof StateHandover holder) {
                state = means.snapshot().encode(holder.handOver());
            }
        } catch (Throwable error) {
            if (hold == asked) {
                hold = null;
            }
            life.holdFailed(asked, error);
            return;
        }
        life.held(asked, state);
    }

    /**
     * What waits is for the instance that replaces this one; so is what comes until the mailbox is closed. Answers
     * whether all is passed on: while nobody knows where that instance is, nothing can be.
     */
    private boolean passedOn() {
        while (life.stopReason().replaced() && !mailbox.closeIfEmpty()) {
            if (!means.onward().successorKnown(life.context().id())) {
                return false;
            }
            Envelope letter = mailbox.poll();
            if (letter != null) {
                letter.handTo(life.context().id(), means.onward());
            }
        }
        return true;
    }

    private void handle(HubProcess user, Envelope letter) throws Exception {
        if (letter.body() == FlushMarker.MARKER) {
            letter.reply(true);
            return;
        }
        try {
            letter.open();
        } catch (Throwable unreadable) {
            LOG.debug("process {} cannot decode a message", life.context().id(), unreadable);
            if (!letter.fail(Reason.NOT_SERIALISABLE, "cannot decode the message: " + unreadable)) {
                means.onward().dropped(life.context().id(), Reason.NOT_SERIALISABLE, 1);
            }
            return;
        }
        try {
            user.onMessage(letter);
        } catch (Throwable error) {
            letter.fail(Reason.FAILED, "failed while it handled the message: " + error);
            throw error;
        }
    }

    /** Ends the turn; takes another one if something came up meanwhile, or later if there is something to wait for. */
    private void rest() {
        if (pausing) {
            pausing = false;
            means.environment()
                    .after(LOOK_FOR_HEIR, () -> means.environment().workers().execute(this));
            return;
        }
        if (idle()) {
            awake = 0;
            if (idle() || !AWAKE.compareAndSet(this, 0, 1)) {
                return;
            }
        }
        means.environment().workers().execute(this);
    }

    private boolean idle() {
        Hold asked = hold;
        boolean nothingToDo = asked == null ? mailbox.empty() && legacy == null : asked.reached();
        return life.phase() == Life.Phase.RUNNING && roles.empty() && nothingToDo;
    }
}
