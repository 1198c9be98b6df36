package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.LocalInstance.Vacancy;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Input;
import io.processhub.log.Entry.Presence;
import io.processhub.placement.RoleAssignment;
import io.processhub.registry.Instance;
import io.processhub.replication.Copies;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.Role;
import java.time.Duration;
import java.util.List;

/**
 * Decides when the copies on this node change their roles. Which role a copy should have follows from the registry, by
 * {@link RoleAssignment}; which role it has acknowledged is in the registry. So a change that is lost, overtaken or
 * refused is asked for again the next time that the process is reconciled.
 *
 * <p>A copy that becomes active gets a term of its own, greater than all that this node knows. When this node learns of
 * a greater term that is over, such as that of a copy which crashed in another part of a split cluster, the copy gets a
 * new one.
 */
final class Roles {
    /** A copy that started before its node knew of the one here is in the registry by then, or it has failed. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

    /** News that were lost on the way here have been repaired by then. */
    private static final Duration REPAIRED = Duration.ofSeconds(30);

    private final HubState state;
    private final NodeId self;
    private final RoleAssignment assignment;
    private final HubContext context;

    Roles(HubState state, HubContext context) {
        this.state = state;
        this.self = state.self();
        this.assignment = state.roles();
        this.context = context;
    }

    /** {@return whether as many copies run as should, on whatever nodes, and one of them is active} */
    boolean run(ProcessRecord record, List<NodeId> owners) {
        return assignment.runs(record, owners);
    }

    /** {@return whether every owner runs a copy, in the role it should have} */
    boolean fulfilled(ProcessRecord record, List<NodeId> owners) {
        return assignment.fulfilled(record, owners);
    }

    /** {@return whether every copy has the role it should have, also those that are to be stopped} */
    boolean settled(ProcessRecord record, List<NodeId> owners) {
        return assignment.rolesSettled(record, owners);
    }

    /** {@return the role to start in} */
    Role first(ProcessRecord record, List<NodeId> owners) {
        return assignment.role(record, owners, self);
    }

    /**
     * Gives the copy here the role that it should have, as soon as that is safe.
     *
     * @param caughtUp whether this node knows what the other members know
     * @return false if the role can be decided only when this node has caught up
     */
    boolean reconcile(ProcessRecord record, List<NodeId> owners, LocalInstance local, boolean caughtUp) {
        Role role = assignment.role(record, owners, self);
        boolean leads = role == Role.ACTIVE;
        switch (local.state()) {
            case WAITING -> local.assign(role, 0); // it will start in it
            case RUNNING -> {
                if (role == local.role()) {
                    local.vacancy(null);
                }
                if (leads ? caughtUp && mayLead(record, owners, local) : local.role() == Role.ACTIVE) {
                    assign(local, role);
                }
            }
            case STARTING, STOPPING -> {}
        }
        return caughtUp || !leads;
    }

    private boolean mayLead(ProcessRecord record, List<NodeId> owners, LocalInstance local) {
        if (local.role() == Role.ACTIVE) {
            return assignment.oneActive() && record.termMax() > local.term();
        }
        Vacancy vacancy = vacancy(record, local);
        local.vacancy(vacancy);
        Duration left = patience(record, owners, local, vacancy);
        if (left.isPositive()) {
            context.later(left, () -> state.enqueue(record.id()));
        }
        return !left.isPositive();
    }

    /** That the last active copy has passed its role on is remembered also when the registry forgets its node. */
    private Vacancy vacancy(ProcessRecord record, LocalInstance local) {
        Vacancy before = local.vacancy();
        return before == null
                ? new Vacancy(context.nanos(), record.roleHandedOver())
                : new Vacancy(before.since(), before.handedOver() || record.roleHandedOver());
    }

    /**
     * How long another owner may still turn out to be active. An owner that is not known to run a copy may have
     * received the state of the copy that was active before. And an owner with precedence may be starting its copy as
     * the active one, unless it knew of the copy here when it began.
     */
    private Duration patience(ProcessRecord record, List<NodeId> owners, LocalInstance local, Vacancy vacancy) {
        if (vacancy.handedOver() && !known(record, owners)) {
            return REPAIRED.minus(context.since(vacancy.since()));
        }
        if (known(record, owners.subList(0, Math.max(0, owners.indexOf(self))))) {
            return Duration.ZERO;
        }
        Duration start = local.wanted().spec().startTimeout();
        return start.plus(ON_THE_WAY).minus(context.since(local.runningSince()));
    }

    private static boolean known(ProcessRecord record, List<NodeId> owners) {
        return Copies.runOrCrashedOn(record, owners);
    }

    private void assign(LocalInstance local, Role role) {
        local.assign(role, context.stamp());
        boolean told = assignment.tells(role);
        context.perform(new Effect.Assign(local.id(), local.born(), role, local.term(), told));
    }

    /** A copy here has taken up a role; by the registry messages find the active copy. */
    void taken(Input.RoleTaken taken) {
        LocalInstance local = state.local(taken.id());
        ProcessRecord record = state.row(taken.id());
        Instance running = record == null ? null : record.instanceOn(self);
        if (local != null
                && running != null
                && local.is(State.RUNNING, taken.epoch())
                && running.epoch() == local.epoch()
                && local.term() == taken.term()) {
            long active = taken.role() == Role.ACTIVE ? taken.term() : running.term();
            state.registry().write(taken.id(), new Presence.Running(running.in(taken.role(), active)));
        }
    }
}
