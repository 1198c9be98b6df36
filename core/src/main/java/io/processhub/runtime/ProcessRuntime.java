package io.processhub.runtime;

import io.processhub.environment.Environment;
import io.processhub.hook.CallObserver;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessException.Reason;
import io.processhub.protocol.MessageTypes;
import io.processhub.runtime.InstanceContext.HandoverState;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.tracing.ObservedHandling;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the instances of one hub on this node and reports to a listener what becomes of them. The coordinator decides
 * whether an instance that ended is started again. User code runs on the workers of the environment and nowhere else.
 *
 * <p>The messages of a process that crashed wait for its next instance until {@link #start} or {@link #discard}. The
 * messages of a process that was replaced by an instance on another node go to the {@link Forwarder}.
 *
 * <p>Thread-safe; no method waits for user code.
 */
public final class ProcessRuntime implements AutoCloseable {
    // immutable state
    private final Environment environment;
    private final Map<String, ProcessCode> types;
    private final InstanceListener listener;
    private final Forwarder forwarder;
    private final RunnerDependencies dependencies;
    private final CarrierWatch carriers;
    private final Reports reports;

    // mutable state
    private final Map<ProcessId, Cell> cells = new ConcurrentHashMap<>();
    private final LongAdder abandoned = new LongAdder();
    private volatile boolean closed;

    /**
     * What processes run, and who observes it.
     *
     * @param types the code by type name
     * @param messages how states become bytes
     * @param observer of the messages that are followed; throws nothing
     */
    public record Code(Map<String, ProcessCode> types, MessageTypes messages, CallObserver observer) {}

    /**
     * An empty runtime.
     *
     * @param environment workers and time limits
     * @param code what processes run
     * @param listener receives what becomes of instances
     * @param forwarder takes the messages that instances leave; not called before the first start
     */
    public ProcessRuntime(Environment environment, Code code, InstanceListener listener, Forwarder forwarder) {
        this.environment = environment;
        this.types = Map.copyOf(code.types());
        this.listener = listener;
        this.forwarder = forwarder;
        this.carriers = new CarrierWatch(environment);
        this.reports = new ListenerReports(listener, this::discard, abandoned);
        this.dependencies = new RunnerDependencies(
                environment,
                new Deadlines(environment),
                Snapshot.all(code.types(), code.messages()),
                forwarder,
                carriers,
                reports,
                new ObservedHandling(code.observer(), environment));
    }

    /**
     * Starts an instance; ends with {@code started} or {@code startFailed}. A start with the epoch of a live instance
     * changes nothing; a start with another epoch fails, because the live instance must be stopped first.
     *
     * @param context tells the code who it is; the epoch names the instance
     */
    public void start(InstanceContext<?> context) {
        start(context, null);
    }

    /**
     * Like {@link #start(InstanceContext)}, and gives the instance the state of the instance before it, after its start
     * callback. The instance handles no message until {@link #resume}.
     *
     * @param context tells the code who it is; the epoch names the instance
     * @param handover the state; {@code null} when there is no earlier instance, and nothing to wait for
     */
    public void start(InstanceContext<?> context, @Nullable HandoverState handover) {
        ProcessCode type = types.get(context.spec().type());
        if (type == null) {
            refuse(
                    context,
                    "type '" + context.spec().type() + "' is not registered on node " + context.node()
                            + "; registered are " + new TreeSet<>(types.keySet()));
            return;
        }
        boolean again = context.live();
        Cell cell = cells.compute(context.id(), (id, known) -> place(known, context, type, handover));
        Runner runner = cell.runner();
        if (runner.context() == context && !again) {
            if (closed) {
                abort(context.id(), cell);
            } else {
                type.threads(environment).execute(runner);
            }
        } else if (!cell.runs(context.born())) {
            refuse(context, "instance " + runner.context().born() + " still runs");
        }
    }

    private Cell place(
            @Nullable Cell known, InstanceContext<?> context, ProcessCode type, @Nullable HandoverState handover) {
        if (known == null) {
            return new Cell(mailbox -> runner(mailbox, context, type, handover));
        }
        if (!known.live()) {
            known.succeed(runner(known, context, type, handover));
        }
        return known;
    }

    private Runner runner(
            Mailbox mailbox, InstanceContext<?> context, ProcessCode type, @Nullable HandoverState handover) {
        Runner runner = switch (type) {
            case ProcessCode.Messages messages -> new MessageRunner(context, dependencies, mailbox, messages, handover);
            case ProcessCode.Loop loop -> new LoopRunner(context, dependencies, loop);
        };
        context.runBy(runner);
        return runner;
    }

    private void refuse(InstanceContext<?> context, String why) {
        reports.startFailed(context, new IllegalStateException("process " + context.id() + " cannot start: " + why));
    }

    /**
     * Stops an instance: the message it works on is finished, then its stop callback runs, both within the time limit
     * of its spec; a run loop is interrupted. Ends with {@code stopped}, at once when this instance does not run here.
     * An instance whose start has not begun is not started at all.
     *
     * @param id which process
     * @param epoch which instance
     * @param reason passed to the process
     */
    public void stop(ProcessId id, long epoch, StopReason reason) {
        Cell cell = cells.get(id);
        if (cell == null || !cell.runs(epoch)) {
            listener.stopped(id, epoch);
        } else if (!cell.runner().stop(reason)) {
            discard(id);
            listener.stopped(id, epoch);
        }
    }

    /**
     * Asks an instance to handle no more messages for now: the message it works on is finished, others wait. Ends with
     * {@code held} or {@code holdFailed}, unless it is resumed or stopped before; neither comes for an instance that
     * does not run here. A run loop has no messages to hold back and goes on.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt comes back in the report
     * @param withState whether to ask it for its state
     */
    public void hold(ProcessId id, long epoch, long attempt, boolean withState) {
        tell(id, epoch, runner -> runner.hold(new Hold(attempt, withState)));
    }

    /**
     * Asks an instance to merge the state of another one into its own, between two messages and not while it is held.
     * Ends with {@code merged}, unless the instance ends before. Called for one state at a time, and only if the
     * instance reported at its start that it merges.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt comes back in the report
     * @param state of the other instance, as it was reported when that one was held
     */
    public void merge(ProcessId id, long epoch, long attempt, byte[] state) {
        tell(id, epoch, runner -> runner.merge(new MergeState(attempt, state)));
    }

    /**
     * Lets an instance go on after {@link #hold}, whether or not it is quiet already.
     *
     * @param id which process
     * @param epoch which instance
     */
    public void resume(ProcessId id, long epoch) {
        tell(id, epoch, Runner::resume);
    }

    /** {@return how many messages wait in mailboxes, as counted one mailbox after the other} */
    public long waiting() {
        return cells.values().stream().mapToLong(Cell::waiting).sum();
    }

    /**
     * Gives an instance another role; ends with {@code roleTaken}, unless the instance ends or gets a later role
     * before. An instance that is held takes up roles, too. Does nothing when this instance does not run here.
     *
     * @param id which process
     * @param epoch which instance
     * @param role the role from now on
     * @param term of the role; a later assignment has a greater one
     * @param told whether the process is notified, if it is {@code RoleAware}
     */
    public void assign(ProcessId id, long epoch, Role role, long term, boolean told) {
        tell(id, epoch, runner -> runner.assign(new RoleSlot.Assignment(role, term, told)));
    }

    /**
     * Gives an instance a greater epoch, which others know already. Does nothing when this instance does not run here.
     *
     * @param id which process
     * @param epoch which instance, by the epoch that it started with
     * @param next the epoch from now on
     */
    public void raise(ProcessId id, long epoch, long next) {
        tell(id, epoch, runner -> runner.context().raised(next));
    }

    private void tell(ProcessId id, long epoch, Consumer<Runner> what) {
        Cell cell = cells.get(id);
        if (cell != null && cell.runs(epoch)) {
            what.accept(cell.runner());
        }
    }

    /**
     * Forgets a process whose latest instance has ended; messages that waited for the next instance are refused. Does
     * nothing when there is no such process or its instance lives.
     *
     * @param id which process
     */
    public void discard(ProcessId id) {
        Cell cell = cells.get(id);
        if (cell != null) {
            Cell left = cells.computeIfPresent(id, (key, known) -> known == cell && !known.live() ? null : known);
            if (left != cell) {
                closeMailbox(id, cell);
            }
        }
    }

    private void closeMailbox(ProcessId id, Cell cell) {
        int unanswered = cell.close();
        if (unanswered > 0) {
            forwarder.dropped(id, Reason.ENDED, unanswered);
        }
    }

    /**
     * Puts a message into the mailbox of a process.
     *
     * @param id which process
     * @param type name of the type that the sender takes the process for; {@code null} for any
     * @param body what the process will see; an {@link Encoded} is decoded first
     * @param replyTo the receiver of the reply; {@code null} when none is wanted. Called only if the message is
     *     accepted
     * @return what became of it
     */
    public Delivery deliver(ProcessId id, @Nullable String type, Object body, @Nullable ReplyTo replyTo) {
        Cell cell = cells.get(id);
        return cell == null ? Delivery.NO_PROCESS : cell.deliver(type, body, replyTo);
    }

    /**
     * Finds the code of a process that has a place here.
     *
     * @param id which process
     * @return its code; {@code null} when it has no place here
     */
    public @Nullable ProcessCode codeOf(ProcessId id) {
        Cell cell = cells.get(id);
        return cell == null ? null : cell.code();
    }

    /**
     * Finds the code of a type.
     *
     * @param type its name
     * @return {@code null} when this node does not have it
     */
    public @Nullable ProcessCode code(String type) {
        return types.get(type);
    }

    /**
     * Whether messages for a process are delivered here.
     *
     * @param id which process
     * @return whether {@link #deliver} may accept a message
     */
    public boolean hosts(ProcessId id) {
        Cell cell = cells.get(id);
        return cell != null && cell.runner().takesMessages();
    }

    /**
     * Whether messages for a process are delivered here, to an active copy.
     *
     * @param id which process
     * @return whether {@link #deliverToActive} may accept a message
     */
    public boolean hostsActive(ProcessId id) {
        Cell cell = cells.get(id);
        return cell != null && cell.runner().leads() && cell.runner().takesMessages();
    }

    /**
     * Puts a message into the mailbox of a process if the copy here is active.
     *
     * @param id which process
     * @param type name of the type that the sender takes the process for; {@code null} for any
     * @param body what the process will see; an {@link Encoded} is decoded first
     * @param replyTo the receiver of the reply; {@code null} when none is wanted. Called only if the message is
     *     accepted
     * @return what became of it; {@link Delivery#PASSIVE} when there is a copy, but not an active one
     */
    public Delivery deliverToActive(ProcessId id, @Nullable String type, Object body, @Nullable ReplyTo replyTo) {
        Cell cell = cells.get(id);
        return cell == null ? Delivery.NO_PROCESS : cell.deliverToActive(type, body, replyTo);
    }

    /** {@return how many processes this node holds: they run, start, stop, or may be started again} */
    public int count() {
        return cells.size();
    }

    /** {@return how many instances were abandoned because they ignored the interrupt at the end of their time} */
    public long abandoned() {
        return abandoned.sum();
    }

    /** {@return the processes that compute so long that others wait for the carriers of virtual threads} */
    public List<ProcessId> carrierHolders() {
        return carriers.holders();
    }

    /** Interrupts all instances and refuses the messages that wait; nothing is reported any more. Idempotent. */
    @Override
    public void close() {
        closed = true;
        carriers.close();
        cells.forEach(this::abort);
    }

    private void abort(ProcessId id, Cell cell) {
        cells.remove(id, cell);
        cell.runner().kill();
        cell.runner().wake(); // to release the process, unless its thread is in it
        closeMailbox(id, cell);
    }
}
