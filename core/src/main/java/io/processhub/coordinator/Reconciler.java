package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.LocalInstance.State;
import io.processhub.handover.ConflictRules;
import io.processhub.placement.PlacementView;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Registration;
import io.processhub.replication.Copies;
import io.processhub.replication.Marks;
import io.processhub.replication.Marks.Mark;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import io.processhub.spec.StartReason;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what placement wants here with what runs here, one process at a time, and acts on the difference. There is
 * no leader: every node does this for itself whenever something about a process, or about the members, has changed.
 * Each action is safe to repeat, and one without effect is repeated the next time.
 *
 * <p>The questions, in this order; the first one that applies decides:
 *
 * <ol>
 *   <li><b>Is the process wanted?</b> If not, its copy is stopped, wherever it runs; where it would belong, and which
 *       copy would survive, does not matter any more.
 *   <li><b>May this node run processes?</b> Without a quorum its copy is stopped before anything else is asked: another
 *       part of the cluster may have started one already, and must not wait for this node.
 *   <li><b>Was it stopped since the copy here was started?</b> Then the copy ends, though the process is wanted again,
 *       and the next one starts when it has ended.
 *   <li><b>Is the copy here superseded?</b> Where only one copy runs, a later one that did not take the place of the
 *       copy here makes this one useless, because stores that check epochs refuse it. This comes before ownership: also
 *       an owner gives its older copy up, and takes over from the survivor afterwards. So of all copies that ever ran,
 *       the one that is left is the latest, and its epoch the greatest.
 *   <li><b>Is this node an owner?</b> An owner without a copy starts one, unless a member that is no owner still runs
 *       the process: that member hands over. An owner with a copy lets it stay.
 *   <li><b>Else the copy here is at the wrong place</b>, and is handed off. It is stopped when the registry shows that
 *       all owners run the process, and that an only owner's copy took its place. So the last copy is never stopped.
 * </ol>
 *
 * <p>Handovers come last: all of the above may have removed the reason for one that is under way.
 *
 * <p>In which role a copy runs is decided by {@link Roles}, how a copy is handed off by {@link HandOff}.
 */
final class Reconciler {
    private final HubState state;
    private final NodeId self;
    private final ReplicatedRegistry registry;
    private final PlacementView placement;
    private final LocalInstances instances;
    private final Roles roles;
    private final Handovers handovers;
    private final HandOff handOff;
    private final StartIntents intents;
    private final Marks marks = new Marks();

    /** What this node postpones until it has caught up with the other members. */
    private final Set<ProcessId> heldBack = new LinkedHashSet<>();

    private boolean mayRun;
    private boolean mayInitiate;

    Reconciler(HubState state, Roles roles, Handovers handovers, HandOff handOff, StartIntents intents) {
        this.state = state;
        this.self = state.self();
        this.registry = state.registry();
        this.placement = state.placement();
        this.instances = state.instances();
        this.roles = roles;
        this.handovers = handovers;
        this.handOff = handOff;
        this.intents = intents;
    }

    /** Whether this node may run processes at all. */
    void mayRun(boolean quorum) {
        mayRun = quorum;
    }

    /** {@return whether this node may run processes at all} */
    boolean mayRun() {
        return mayRun;
    }

    /** Whether this node has caught up, and may start processes without being asked. */
    void mayInitiate(boolean caughtUp) {
        mayInitiate = caughtUp;
        if (caughtUp) {
            heldBack.forEach(state::enqueue);
            heldBack.clear();
        }
    }

    /**
     * Asks the distribution strategy again and again what to give away. Not all nodes ask at the same time: each then
     * knows what the one before has decided.
     */
    void rebalance(Duration pause) {
        intents.inTurn(pause, () -> {
            if (mayRun && mayInitiate && moving() == 0) {
                intents.relieve(pause);
            }
        });
    }

    /** {@return how many wanted processes lack an instance, or an active one, when each was reconciled last} */
    int waiting() {
        return marks.count(Mark.WAITING);
    }

    /** {@return how many others do not run on their owners, in their roles, when each was reconciled last} */
    int misplaced() {
        return marks.count(Mark.MISPLACED);
    }

    /** {@return how many of those that wait were not tried yet by an owner, when each was reconciled last} */
    int untried() {
        return marks.count(Mark.UNTRIED);
    }

    /** {@return how many processes are on their way to another node} */
    int moving() {
        return marks.count(Mark.MOVING);
    }

    /**
     * Enqueues all processes that belong elsewhere now that the members have changed. What else follows from that, such
     * as the end of copies, shows in the records themselves.
     */
    void membersChanged() {
        if (registry.records().isEmpty()) {
            placement.nothingPlaced();
        } else {
            registry.enqueue(placement.moved());
        }
    }

    /** Acts on the difference between what is wanted and what runs here; the order is that of the class comment. */
    void reconcile(ProcessRecord record) {
        Intent intent = record.intent();
        LocalInstance local = state.local(record.id());
        if (intent == null || !intent.runs()) {
            marks.clear(record);
            belongs(record, List.of());
            withdraw(record, intent, local);
            handovers.reconcile(record, List.of());
            return;
        }
        List<NodeId> owners = placement.owners(record);
        belongs(record, owners);
        trackProgress(record, owners, local);
        if (local != null && !mayRun) {
            instances.stop(local, StopReason.QUORUM_LOST);
        } else if (local != null && !intent.keeps(startedFor(record, local))) {
            instances.stop(local, StopReason.REQUESTED);
        } else if (local != null && placement.single() && supersededElsewhere(record, owners, local)) {
            marks.put(record, Mark.MOVING, true);
        } else if (owners.contains(self)) {
            reconcileOwned(record, intent, owners, local);
        } else if (local != null) {
            handOff(record, owners, local);
        }
        handovers.reconcile(record, owners);
    }

    private void belongs(ProcessRecord record, List<NodeId> owners) {
        state.loads().moved(record.owners(), owners);
        record.owners(owners);
    }

    /** The intent that a copy here was started for, as others see it; before they do, the one that it is to fulfil. */
    private Intent.Stamp startedFor(ProcessRecord record, LocalInstance local) {
        Instance shown = shown(record, local);
        return shown == null ? local.intent().stamp() : shown.intentStamp();
    }

    /** The copy here as others see it; null while they see none, or one before it. */
    private @Nullable Instance shown(ProcessRecord record, LocalInstance local) {
        Instance here = record.instanceOn(self);
        return here != null && here.epoch() == local.epoch() ? here : null;
    }

    /** Counts what the hub's status reports, and forgets what does not hold any more. */
    private void trackProgress(ProcessRecord record, List<NodeId> owners, @Nullable LocalInstance local) {
        boolean fulfilled = roles.fulfilled(record, owners);
        boolean runs = fulfilled || roles.run(record, owners);
        marks.put(record, Mark.WAITING, !runs);
        marks.put(record, Mark.UNTRIED, !runs && !tried(record, owners));
        marks.put(record, Mark.MISPLACED, runs && !fulfilled);
        if (local == null || !mayRun || owners.contains(self)) {
            marks.put(record, Mark.MOVING, false);
        }
        if (!owners.contains(self)) {
            marks.put(record, Mark.INVITED, false);
        }
    }

    /** Whether a process does not run for reasons of its own: it can run nowhere, or fails wherever it starts. */
    private static boolean tried(ProcessRecord record, List<NodeId> owners) {
        return owners.isEmpty() || record.parkedBesides(owners.getFirst()) || Copies.runOrCrashedOn(record, owners);
    }

    // ---- a process that is not wanted

    /**
     * Stops it here. Replaces an intent in this node's log that the process runs: it would outlive the intent to stop.
     * Also repeats the intent to stop for a member that has come back with such an intent, when no other log has it.
     */
    private void withdraw(ProcessRecord record, @Nullable Intent stop, @Nullable LocalInstance local) {
        Intent carried = record.carriedBy(self);
        if (stop != null && ((carried != null && carried.runs()) || record.contradicted())) {
            instances.passOn(stop);
        }
        if (local != null) {
            instances.stop(local, StopReason.REQUESTED);
        }
    }

    // ---- several copies where one runs

    /**
     * Whether a later copy elsewhere makes the copy here useless; then it is stopped, or hands over its state to that
     * one and is stopped. A copy that starts or stops is not judged: its epoch is not in the registry, or not for long.
     */
    private boolean supersededElsewhere(ProcessRecord record, List<NodeId> owners, LocalInstance local) {
        Registration copies = record.registration();
        if (copies == null
                || local.state() != State.RUNNING
                || (copies.copies() == 1 && shown(record, local) != null)) {
            return false;
        }
        if (ConflictRules.successor(copies, local.epoch()) != null) {
            // no conflict, but the end of a move; an owner's copy is stopped here, because it is to move back, and any
            // other one by its hand-off
            if (owners.contains(self)) {
                instances.stop(local, StopReason.MOVED);
            }
            return owners.contains(self);
        }
        Registration.Copy survivor = ConflictRules.survivor(copies, owners::contains);
        if (survivor.node().equals(self)) {
            return false;
        }
        handOff.mergeInto(survivor, local);
        return true;
    }

    // ---- a process that belongs here

    private void reconcileOwned(
            ProcessRecord record, Intent intent, List<NodeId> owners, @Nullable LocalInstance local) {
        if (local == null) {
            if (mayRun) {
                startIfAllowed(record, intent, owners);
            }
        } else if (!placement.single() && handovers.outgoing().movedOn(record)) {
            instances.stop(local, StopReason.SUPERSEDED); // its state is elsewhere; this owner starts another one
        } else if (local.state() != State.STOPPING) {
            local.stays();
            takeRole(record, owners, local);
            renew(intent, local);
            intents.settle(record, owners);
        }
    }

    /**
     * Starts a copy, unless one arrives by a move. A node that is no owner and still runs the process hands it over, so
     * this node waits until that node asks, and knows of that copy by then: hence the new epoch is greater. Where no
     * such copy runs, this node starts on its own, but not before it has caught up: a copy may run somewhere.
     */
    private void startIfAllowed(ProcessRecord record, Intent intent, List<NodeId> owners) {
        if (handovers.moves().arriving(record.id())) {
            return;
        }
        if (!instances.mayStart()) {
            heldBack.add(record.id());
            return;
        }
        boolean runsElsewhere = Copies.anyBesides(record, owners);
        if (runsElsewhere) {
            if (marks.has(record, Mark.INVITED) && knowsRoles(record)) {
                start(record, intent, owners, StartReason.MIGRATED);
            }
        } else if (mayInitiate) {
            boolean failedElsewhere = record.wasLost() || record.parkedBesides(self);
            start(record, intent, owners, failedElsewhere ? StartReason.FAILED_OVER : StartReason.FRESH);
        } else {
            heldBack.add(record.id());
        }
    }

    private void start(ProcessRecord record, Intent intent, List<NodeId> owners, StartReason reason) {
        marks.put(record, Mark.INVITED, false);
        long predecessor = reason == StartReason.MIGRATED && placement.single() ? Copies.latestBut(record, self) : 0;
        instances.start(intent, reason, roles.first(record, owners), predecessor);
    }

    /** A copy that is being handed over keeps its role until its successor runs. */
    private void takeRole(ProcessRecord record, List<NodeId> owners, LocalInstance local) {
        boolean handedOver = handovers.outgoing().undecided(record.id());
        if (!placement.single() && !handedOver && !roles.reconcile(record, owners, local, mayInitiate)) {
            heldBack.add(record.id());
        }
    }

    /** Whether this node has learned in which roles the other copies are, if there may be any. */
    private boolean knowsRoles(ProcessRecord record) {
        boolean known = placement.single() || mayInitiate;
        if (!known) {
            heldBack.add(record.id());
        }
        return known;
    }

    /** A later intent for the same is carried; one for something else replaces what runs. */
    private void renew(Intent intent, LocalInstance local) {
        if (intent.supersedes(local.intent())) {
            if (local.wanted()
                    .spec()
                    .equals(Objects.requireNonNull(intent.wanted()).spec())) {
                instances.renew(local, intent);
            } else {
                instances.stop(local, StopReason.REQUESTED);
            }
        }
    }

    // ---- a copy at the wrong place

    /** Brings the copy closer to its owners by one step; each early exit says why there is none at the moment. */
    private void handOff(ProcessRecord record, List<NodeId> owners, LocalInstance local) {
        if (owners.isEmpty() || local.state() == State.STOPPING) {
            marks.put(record, Mark.MOVING, false); // there is no other place, or the copy is on its way out
            return;
        }
        if (local.state() != State.RUNNING) {
            marks.put(record, Mark.MOVING, false);
            instances.stop(local, StopReason.MOVED); // nothing to hand over: the owner sees no copy and starts one
            return;
        }
        marks.put(record, Mark.MOVING, true);
        takeRole(record, owners, local); // before the next question: it is replaced only when the roles are settled
        boolean replaced = replaced(record, owners, local);
        if (handovers.outgoing().underWay(record.id()) && !replaced) {
            if (!placement.single()) {
                handOff.proceed(record, owners, local); // other owners wait for an invitation meanwhile
            }
            return;
        }
        if (handovers.merges().merging(record.id())) {
            return; // the copy first gets the state of a superseded one, then takes it along
        }
        if (handOff.step(record, owners, local, replaced)) {
            marks.put(record, Mark.MOVING, false);
        }
    }

    /** Whether the copy here is not needed any more: all owners run one, and another one is active if it was. */
    private boolean replaced(ProcessRecord record, List<NodeId> owners, LocalInstance local) {
        if (!placement.single()) {
            return PlacementView.allRun(record, owners) && knowsRoles(record) && roles.settled(record, owners);
        }
        Registration copies = record.registration();
        return copies != null && ConflictRules.successor(copies, local.epoch()) != null;
    }

    /**
     * A node that runs a process which belongs here asks this node to start it. That happens as soon as the registry
     * shows that node's copy here, too: what this node writes then counts as later everywhere.
     */
    void takeOver(Intent intent) {
        ProcessRecord record = registry.record(intent.id());
        if (record != null) {
            marks.put(record, Mark.INVITED, true);
            state.enqueue(record.id());
        }
    }
}
