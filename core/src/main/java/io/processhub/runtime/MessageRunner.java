package io.processhub.runtime;

import io.processhub.capability.RoleAware;
import io.processhub.environment.Environment;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.process.StopReason;
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

    private static final AtomicIntegerFieldUpdater<MessageRunner> AWAKE =
            AtomicIntegerFieldUpdater.newUpdater(MessageRunner.class, "awake");

    // immutable state
    private final Life life;
    private final Mailbox mailbox;
    private final ProcessType.Messages type;
    private final Environment environment;
    private final RoleSlot roles = new RoleSlot();

    // mutable state
    private volatile int awake = 1;
    private @Nullable HubProcess process;

    /** A runner whose first turn, which starts the process, is still to be handed to the workers. */
    MessageRunner(Life life, Mailbox mailbox, ProcessType.Messages type, Environment environment) {
        this.life = life;
        this.mailbox = mailbox;
        this.type = type;
        this.environment = environment;
    }

    @Override
    public Life life() {
        return life;
    }

    @Override
    public void wake() {
        if (awake == 0 && AWAKE.compareAndSet(this, 0, 1)) {
            environment.workers().execute(this);
        }
    }

    @Override
    public void assign(Assignment assignment) {
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
        process = fresh;
        life.started();
        return fresh;
    }

    private void work(HubProcess user) throws Exception {
        for (int n = 0; n < MESSAGES_PER_TURN_MAX && life.phase() == Life.Phase.RUNNING; n++) {
            takeUp(user);
            Letter letter = life.phase() == Life.Phase.RUNNING ? mailbox.poll() : null;
            if (letter == null) {
                break;
            }
            handle(user, letter);
        }
        if (life.phase() == Life.Phase.STOPPING) {
            user.onStop(life.stopReason());
            life.end(null);
        }
    }

    /** A change of role comes before the messages that wait. */
    private void takeUp(HubProcess user) throws Exception {
        Assignment assignment = roles.take();
        if (assignment == null) {
            return;
        }
        if (user instanceof RoleAware aware) {
            life.rolesChange();
            aware.onRole(assignment.role(), assignment.term());
        }
        life.took(assignment);
    }

    private void handle(HubProcess user, Letter letter) throws Exception {
        try {
            letter.open();
        } catch (Throwable unreadable) {
            LOG.debug("process {} cannot decode a message", life.context().id(), unreadable);
            letter.fail(Reason.NOT_SERIALISABLE, "cannot decode the message: " + unreadable);
            return;
        }
        try {
            user.onMessage(letter);
        } catch (Throwable error) {
            letter.fail(Reason.FAILED, "failed while it handled the message: " + error);
            throw error;
        }
    }

    /** Ends the turn; takes another one if something came up meanwhile. */
    private void rest() {
        if (idle()) {
            awake = 0;
            if (idle() || !AWAKE.compareAndSet(this, 0, 1)) {
                return;
            }
        }
        environment.workers().execute(this);
    }

    private boolean idle() {
        return mailbox.empty() && roles.empty() && life.phase() == Life.Phase.RUNNING;
    }
}
