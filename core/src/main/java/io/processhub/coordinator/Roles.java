package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.Vacancy;
import io.processhub.placement.Targets;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.registry.Instance;
import io.processhub.registry.Presence;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import java.time.Duration;
import java.util.List;

/**
 * Gives the copies on this node their roles. What a role should be follows from the registry; the registry says which
 * role a copy has acknowledged. So a change that is lost, overtaken or refused is asked for again at the next look.
 *
 * <p>Whatever becomes active gets a term of its own, greater than all that this node has heard of. When it hears of a
 * greater one that is over, such as that of a copy which crashed in another part of a split cluster, it gets a new one.
 */
final class Roles {
    /** A copy that began before it heard of the one here is in the registry by then, or it has failed. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

    /** Whatever was lost on the way here has been repaired by then. */
    private static final Duration REPAIRED = Duration.ofSeconds(30);

    private final NodeId self;
    private final Replica replica;
    private final Targets targets;
    private final Turn turn;

    Roles(Replica replica, Targets targets, Turn turn) {
        this.self = replica.self();
        this.replica = replica;
        this.targets = targets;
        this.turn = turn;
    }

    /** The role to start in. */
    Role first(Row row, List<NodeId> owners) {
        return targets.role(row, owners, self);
    }

    /**
     * Looks whether the copy here has the role it should have. Answers false if it can only be told when this node has
     * {@code learned} more.
     */
    boolean look(Row row, List<NodeId> owners, Resident resident, boolean learned) {
        Role role = targets.role(row, owners, self);
        boolean leads = role == Role.ACTIVE;
        switch (resident.state()) {
            case WAITING -> resident.assign(role, 0); // it will start in it
            case RUNNING -> {
                if (role == resident.role()) {
                    resident.vacancy(null);
                }
                if (leads ? learned && mayLead(row, owners, resident) : resident.role() == Role.ACTIVE) {
                    assign(resident, role);
                }
            }
            case STARTING, STOPPING -> {}
        }
        return learned || !leads;
    }

    private boolean mayLead(Row row, List<NodeId> owners, Resident resident) {
        if (resident.role() == Role.ACTIVE) {
            return targets.oneActive() && row.termMax() > resident.term();
        }
        Vacancy vacancy = vacancy(row, resident);
        resident.vacancy(vacancy);
        Duration left = patience(row, owners, resident, vacancy);
        if (left.isPositive()) {
            turn.agenda().in(left, () -> replica.touch(row.id()));
        }
        return !left.isPositive();
    }

    /** That the last active copy has made way is not forgotten when its node is. */
    private Vacancy vacancy(Row row, Resident resident) {
        Vacancy before = resident.vacancy();
        return before == null
                ? new Vacancy(turn.agenda().nanos(), row.passedOn())
                : new Vacancy(before.since(), before.passedOn() || row.passedOn());
    }

    /**
     * How long another owner may still be found to be active. One that is not known to run may have been handed the
     * state of the copy that was active before. And one that comes first may be starting its copy as the active one,
     * unless it has known of the copy here when it began.
     */
    private Duration patience(Row row, List<NodeId> owners, Resident resident, Vacancy vacancy) {
        if (vacancy.passedOn() && !known(row, owners)) {
            return REPAIRED.minus(turn.agenda().since(vacancy.since()));
        }
        if (known(row, owners.subList(0, Math.max(0, owners.indexOf(self))))) {
            return Duration.ZERO;
        }
        Duration start = resident.wanted().spec().startTimeout();
        return start.plus(ON_THE_WAY).minus(turn.agenda().since(resident.runningSince()));
    }

    private static boolean known(Row row, List<NodeId> owners) {
        return owners.stream().allMatch(owner -> row.instanceOn(owner) != null || row.crashedOn(owner));
    }

    private void assign(Resident resident, Role role) {
        resident.assign(role, turn.stamp());
        boolean told = targets.tells(role);
        turn.outbox().add(new Effect.Assign(resident.id(), resident.epoch(), role, resident.term(), told));
    }

    /** A copy has taken up a role; whoever looks for the active one finds it by that. */
    void taken(Resident resident, Role role, long term) {
        ProcessId id = resident.id();
        Row row = replica.row(id);
        Instance running = row == null ? null : row.instanceOn(self);
        if (running != null && resident.is(Resident.State.RUNNING, running.epoch()) && term == resident.term()) {
            long active = role == Role.ACTIVE ? term : running.term();
            replica.write(id, new Presence.Running(running.in(role, active)));
        }
    }
}
