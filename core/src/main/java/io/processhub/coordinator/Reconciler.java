package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
import io.processhub.move.Rivals;
import io.processhub.placement.Targets;
import io.processhub.process.ProcessId;
import io.processhub.process.StartReason;
import io.processhub.process.StopReason;
import io.processhub.registry.Intent;
import io.processhub.registry.Registration;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.migration.MigrationStrategy.Move;
import io.processhub.strategy.migration.MigrationStrategy.Step;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what placement wants here with what runs here, one process at a time, and acts on the difference. Nobody
 * directs it: every node does this for itself whenever something about a process, or about the members, has changed.
 * Each action is safe to repeat, and one that came to nothing is repeated by a later look.
 *
 * <p>The rules, for a process that is wanted:
 *
 * <ul>
 *   <li>An owner that does not run it starts it, unless a member that is no owner still runs it: that one hands over.
 *   <li>A node that runs it and is no owner lets the owners start it, and stops its own copy when the registry shows
 *       that all of them run it, since later. So the last copy is never stopped.
 *   <li>Where only one copy shall run, and this node learns of a later one that was started without knowing of its own,
 *       it yields to that one: hands over its state, if the process can merge, and stops. An owner takes over from the
 *       other one after that. So of all copies that ever ran, the one that is left is the latest, and its epoch the
 *       greatest.
 * </ul>
 *
 * <p>A process that is not wanted is stopped wherever it runs. Which copy is for what is left to {@link Roles}.
 */
final class Reconciler {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final NodeId self;
    private final Replica replica;
    private final Targets targets;
    private final Residents residents;
    private final Roles roles;
    private final MigrationStrategy migration;
    private final Moves moves;
    private final Turn turn;
    private final Set<ProcessId> waiting = new LinkedHashSet<>();
    private final Set<ProcessId> moving = new LinkedHashSet<>();

    /** What this node was asked to take over. */
    private final Set<ProcessId> invited = new LinkedHashSet<>();

    /** What this node would have started, had it heard enough. */
    private final Set<ProcessId> heldBack = new LinkedHashSet<>();

    private boolean mayRun;
    private boolean mayInitiate;

    Reconciler(Replica replica, Targets targets, Residents residents, MigrationStrategy migration, Turn turn) {
        this.self = replica.self();
        this.replica = replica;
        this.targets = targets;
        this.residents = residents;
        this.roles = new Roles(replica, targets, turn);
        this.migration = migration;
        this.moves = new Moves(replica, residents, new Arrivals(replica, targets, residents, migration, turn), turn);
        this.turn = turn;
    }

    /** Whether this node may run processes at all. */
    void mayRun(boolean quorum) {
        mayRun = quorum;
    }

    /** Whether this node has heard enough to start processes without being asked. */
    void mayInitiate(boolean learned) {
        mayInitiate = learned;
        if (learned) {
            heldBack.forEach(replica::touch);
            heldBack.clear();
        }
    }

    /** {@return the handovers that are under way} */
    Moves moves() {
        return moves;
    }

    /** {@return how many wanted processes lack an instance or their roles, as of the last look at each} */
    int waiting() {
        return waiting.size();
    }

    /** {@return how many processes are on their way to another node} */
    int moving() {
        return moving.size();
    }

    /**
     * Looks again at all processes that belong elsewhere now that the members have changed. What else may follow from
     * that, such as copies that are gone, shows in the rows themselves.
     */
    void membersChanged() {
        if (replica.rows().isEmpty()) {
            targets.nothingPlaced();
        } else {
            replica.touch(targets.moved());
        }
    }

    void look(Row row) {
        Intent intent = row.intent();
        Resident resident = residents.find(row.id());
        if (intent == null || !intent.runs()) {
            waiting.remove(row.id());
            moving.remove(row.id());
            invited.remove(row.id());
            withdraw(row, intent, resident);
            moves.look(row, List.of());
            return;
        }
        List<NodeId> owners = targets.owners(row);
        row.owners(owners);
        note(row, owners);
        if (resident == null || !mayRun || owners.contains(self)) {
            moving.remove(row.id());
        }
        if (!owners.contains(self)) {
            invited.remove(row.id());
        }
        if (resident != null && !mayRun) {
            residents.stop(resident, StopReason.QUORUM_LOST);
        } else if (resident != null && targets.single() && yields(row, owners, resident)) {
            moving.add(row.id());
        } else if (owners.contains(self)) {
            keep(row, intent, owners, resident);
        } else if (resident != null) {
            giveAway(row, intent, owners, resident);
        }
        moves.look(row, owners);
    }

    private void note(Row row, List<NodeId> owners) {
        if (!targets.fulfilled(row, owners)) {
            waiting.add(row.id());
        } else {
            waiting.remove(row.id());
        }
    }

    /**
     * Stops it here and makes sure that no wish to run it is left in our log, where it would outlive the wish to stop;
     * and tells a member that has come back with such a wish, when nobody else can.
     */
    private void withdraw(Row row, @Nullable Intent stop, @Nullable Resident resident) {
        Intent carried = row.carriedBy(self);
        if (stop != null && ((carried != null && carried.runs()) || row.contradicted())) {
            replica.write(stop);
        }
        if (resident != null) {
            residents.stop(resident, StopReason.REQUESTED);
        }
    }

    private void keep(Row row, Intent intent, List<NodeId> owners, @Nullable Resident resident) {
        if (resident == null) {
            if (mayRun) {
                begin(row, intent, owners);
            }
        } else if (!targets.single() && moves.movedOn(row)) {
            residents.stop(resident, StopReason.SUPERSEDED);
        } else if (resident.state() != State.STOPPING) {
            resident.settled();
            takeRole(row, owners, resident);
            renew(intent, resident);
        }
    }

    /**
     * Whether what runs elsewhere started later, or nobody can say, and did not take the place of the copy here: that
     * one can do nothing where epochs are checked, and yields.
     */
    private boolean yields(Row row, List<NodeId> owners, Resident resident) {
        Registration copies = row.registration();
        if (copies == null || resident.state() != State.RUNNING) {
            return false;
        }
        if (Rivals.successor(copies, resident.epoch()) != null) {
            if (owners.contains(self)) { // it went, and shall come back
                residents.stop(resident, StopReason.MOVED);
            }
            return owners.contains(self);
        }
        Registration.Hosted latest = Rivals.latest(copies, owners::contains);
        if (latest.node().equals(self)) {
            return false;
        }
        moves.yieldTo(resident, latest, migration.merging());
        return true;
    }

    /** A copy that is being handed over keeps its role until its successor runs. */
    private void takeRole(Row row, List<NodeId> owners, Resident resident) {
        if (!targets.single() && !moves.undecided(row.id()) && !roles.look(row, owners, resident, mayInitiate)) {
            heldBack.add(row.id());
        }
    }

    /** Whether the copy here is not needed any more: all owners run one, and another one is active if it was. */
    private boolean replaced(Row row, List<NodeId> owners, Resident resident) {
        if (!targets.single()) {
            return targets.allRun(row, owners) && informed(row) && targets.cast(row, owners);
        }
        Registration copies = row.registration();
        return copies != null && Rivals.successor(copies, resident.epoch()) != null;
    }

    /** Whether this node has heard in which roles the other copies are, if there may be any. */
    private boolean informed(Row row) {
        boolean informed = targets.single() || mayInitiate;
        if (!informed) {
            heldBack.add(row.id());
        }
        return informed;
    }

    /** The epoch of the new copy is greater than that of the old one, because the old one is known by now. */
    private void begin(Row row, Intent intent, List<NodeId> owners) {
        if (moves.arrivals().arriving(row.id())) {
            return;
        }
        boolean hosted = handedOverLater(row, owners);
        boolean asked = invited.contains(row.id());
        if (hosted && asked && informed(row)) {
            start(row, intent, owners, StartReason.MIGRATED);
        } else if (!hosted && mayInitiate) {
            start(row, intent, owners, row.wasLost() ? StartReason.FAILED_OVER : StartReason.FRESH);
        } else if (!hosted) {
            heldBack.add(row.id());
        }
    }

    private void start(Row row, Intent intent, List<NodeId> owners, StartReason reason) {
        invited.remove(row.id());
        long predecessor = reason == StartReason.MIGRATED && targets.single() ? row.latestBut(self) : 0;
        residents.start(intent, reason, roles.first(row, owners), predecessor);
    }

    private static boolean handedOverLater(Row row, List<NodeId> owners) {
        return row.hosts().stream().anyMatch(host -> !owners.contains(host));
    }

    /** A later wish for the same is carried; one for something else replaces what runs. */
    private void renew(Intent intent, Resident resident) {
        if (intent.supersedes(resident.intent())) {
            if (resident.wanted()
                    .spec()
                    .equals(Objects.requireNonNull(intent.wanted()).spec())) {
                residents.renew(resident, intent);
            } else {
                residents.stop(resident, StopReason.REQUESTED);
            }
        }
    }

    private void giveAway(Row row, Intent intent, List<NodeId> owners, Resident resident) {
        if (owners.isEmpty() || resident.state() == State.STOPPING) {
            moving.remove(row.id());
            return;
        }
        if (resident.state() != State.RUNNING) {
            moving.remove(row.id());
            residents.stop(resident, StopReason.MOVED); // nothing to hand over: the owner sees no copy and starts one
            return;
        }
        moving.add(row.id());
        takeRole(row, owners, resident);
        boolean replaced = replaced(row, owners, resident);
        if (moves.departing(row.id()) && !replaced) {
            if (!targets.single()) {
                moves.reconsider(row);
                inviteAgain(row, owners, resident);
            }
            return;
        }
        if (moves.arrivals().merging(row.id())) {
            return;
        }
        Duration since = resident.asks() == 0 ? Duration.ZERO : turn.agenda().since(resident.askedAt());
        switch (migration.next(new Move(replaced, resident.asks(), since))) {
            case Step.AskTargets() -> askTargets(row, intent, owners, resident);
            case Step.HandOver(var terms) -> handOver(row, owners, resident, terms);
            case Step.StopSource() -> {
                if (replaced) { // whatever the strategy says, the last copy stays
                    moving.remove(row.id());
                    boolean asked = targets.single() || resident.asks() > 0;
                    residents.stop(resident, asked ? StopReason.MOVED : StopReason.SUPERSEDED);
                }
            }
            case Step.Wait(Duration pause) -> lookAgain(row, pause);
        }
    }

    /** An owner that runs an older copy is not asked: it stops that one first, which makes this node look again. */
    private static List<NodeId> idle(Row row, List<NodeId> owners) {
        return owners.stream().filter(owner -> row.instanceOn(owner) == null).toList();
    }

    /**
     * Each copy that leaves has a target of its own, the active copy the first; targets that are left begin by
     * themselves.
     */
    private void handOver(Row row, List<NodeId> owners, Resident resident, Terms terms) {
        List<NodeId> idle = idle(row, owners);
        List<NodeId> leaving = targets.leaving(row, owners);
        int place = leaving.indexOf(self);
        if (place >= 0 && place < idle.size()) {
            moves.begin(resident, idle.get(place), terms);
            invite(resident, place == 0 ? idle.subList(Math.min(leaving.size(), idle.size()), idle.size()) : List.of());
        }
    }

    /**
     * An invitation may be lost, or overtake what the owner has to know first; and who leaves as well may fail to hand
     * over. Whoever comes first sees to it, so that no owner begins without the state of the active copy.
     */
    private void inviteAgain(Row row, List<NodeId> owners, Resident resident) {
        boolean first = targets.leaving(row, owners).indexOf(self) == 0;
        if (first && turn.agenda().since(resident.invitedAt()).compareTo(LOOK_AGAIN) >= 0) {
            List<NodeId> others = idle(row, owners).stream()
                    .filter(owner -> !moves.departing(resident.id(), owner))
                    .toList();
            invite(resident, others);
        }
    }

    private void invite(Resident resident, List<NodeId> owners) {
        owners.forEach(owner -> turn.outbox().askMove(owner, resident.intent()));
        if (!targets.single()) {
            resident.invited(turn.agenda().nanos());
            turn.agenda().in(LOOK_AGAIN, () -> replica.touch(resident.id()));
        }
    }

    private void askTargets(Row row, Intent intent, List<NodeId> owners, Resident resident) {
        List<NodeId> idle = idle(row, owners);
        if (!idle.isEmpty()) {
            idle.forEach(owner -> turn.outbox().askMove(owner, intent));
            resident.asked(turn.agenda().nanos());
            lookAgain(row, LOOK_AGAIN);
        }
    }

    private void lookAgain(Row row, Duration pause) {
        turn.agenda().in(pause, () -> replica.touch(row.id()));
    }

    /** A copy here has taken up a role. */
    void taken(Input.RoleTaken taken) {
        Resident resident = residents.find(taken.id());
        if (resident != null && resident.epoch() == taken.epoch()) {
            roles.taken(resident, taken.role(), taken.term());
        }
    }

    /**
     * The host of a process that should run here asks this node to start it. That happens as soon as the registry shows
     * the host's copy here, too: what this node writes then counts as later everywhere.
     */
    void takeOver(Intent intent) {
        Row row = replica.row(intent.id());
        if (row != null) {
            invited.add(row.id());
            replica.touch(row.id());
        }
    }
}
