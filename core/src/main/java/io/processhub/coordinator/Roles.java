package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Resident.State;
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
 * <p>A copy becomes active only when the registry shows no other one that is, and every change has a term of its own,
 * greater than all that this node has heard of.
 */
final class Roles {
    /** A copy that began before it heard of the one here is in the registry by then, or it has failed. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

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

    /** Looks whether the copy here has the role it should have. */
    void look(Row row, List<NodeId> owners, Resident resident, boolean learned) {
        Role role = targets.role(row, owners, self);
        if (role == resident.role()) {
            return;
        }
        switch (resident.state()) {
            case WAITING -> resident.assign(role, 0); // it will start in it
            case RUNNING -> {
                if (role == Role.PASSIVE || (learned && mayLead(row, owners, resident))) {
                    assign(resident, role);
                }
            }
            case STARTING, STOPPING -> {}
        }
    }

    /**
     * An owner that comes first may be starting its copy as the active one, unless it has known of the copy here when
     * it began. It is given time until then.
     */
    private boolean mayLead(Row row, List<NodeId> owners, Resident resident) {
        boolean first = owners.stream()
                .takeWhile(owner -> !owner.equals(self))
                .allMatch(owner -> row.instanceOn(owner) != null || row.crashedOn(owner));
        Duration patience = resident.wanted().spec().startTimeout().plus(ON_THE_WAY);
        Duration left = patience.minus(turn.agenda().since(resident.runningSince()));
        if (!first && left.isPositive()) {
            turn.agenda().in(left, () -> replica.touch(row.id()));
        }
        return first || !left.isPositive();
    }

    private void assign(Resident resident, Role role) {
        resident.assign(role, turn.stamp());
        if (targets.tells(role)) {
            turn.outbox().add(new Effect.Assign(resident.id(), resident.epoch(), role, resident.term()));
        } else {
            taken(resident, role, resident.term());
        }
    }

    /** A copy has taken up a role; whoever looks for the active one finds it by that. */
    void taken(Resident resident, Role role, long term) {
        ProcessId id = resident.id();
        Row row = replica.row(id);
        Instance running = row == null ? null : row.instanceOn(self);
        if (running != null && resident.is(State.RUNNING, running.epoch()) && term > running.term()) {
            replica.write(id, new Presence.Running(running.in(role, term)));
        }
    }
}
