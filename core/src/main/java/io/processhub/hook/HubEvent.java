package io.processhub.hook;

import io.processhub.cluster.NodeId;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import io.processhub.registry.EndCause;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that happened in the hub, told after the fact on every node that learns of it, once. The list of subtypes
 * is the list of what can be heard.
 */
public sealed interface HubEvent {

    /** {@return when this node learnt of it, on its own clock} */
    Instant at();

    /** Something that happened to one process. */
    sealed interface ProcessEvent extends HubEvent {
        /** {@return which process} */
        ProcessId id();
    }

    /**
     * An instance runs.
     *
     * @param at when
     * @param id which process
     * @param node where
     * @param epoch which instance
     * @param reason why it was started: a restart, a failover and a move are told by it too
     */
    record ProcessStarted(Instant at, ProcessId id, NodeId node, long epoch, StartReason reason)
            implements ProcessEvent {}

    /**
     * An instance is gone.
     *
     * @param at when
     * @param id which process
     * @param node where it was
     * @param epoch which instance
     * @param cause why
     */
    record ProcessEnded(Instant at, ProcessId id, NodeId node, long epoch, EndCause cause) implements ProcessEvent {}

    /**
     * An instance has taken up another role.
     *
     * @param at when
     * @param id which process
     * @param node where it runs
     * @param epoch which instance
     * @param role what it is for now
     */
    record RoleChanged(Instant at, ProcessId id, NodeId node, long epoch, Role role) implements ProcessEvent {}

    /**
     * A process of this node crashed too often; another node will try it. Told on this node only.
     *
     * @param at when
     * @param id which process
     * @param error what it died of
     * @param pause how long this node leaves it alone
     */
    record ProcessParked(Instant at, ProcessId id, String error, Duration pause) implements ProcessEvent {}

    /**
     * A process that should move from this node to another one did not, and goes on here; it is tried again. Told on
     * this node only.
     *
     * @param at when
     * @param id which process
     * @param target where it should have gone
     * @param reason why it did not
     */
    record MoveFailed(Instant at, ProcessId id, NodeId target, String reason) implements ProcessEvent {}

    /**
     * Of two instances of a process that had been started without knowing of one another, because of a partition or a
     * race, the later one stays. Told on the two nodes.
     *
     * @param at when
     * @param id which process
     * @param survivor the instance that goes on
     * @param superseded the instance that is stopped
     * @param merged whether the survivor has merged the state of the superseded one
     */
    record ConflictResolved(Instant at, ProcessId id, Location survivor, Location superseded, boolean merged)
            implements ProcessEvent {}

    /**
     * A node joined the hub.
     *
     * @param at when
     * @param node which one
     */
    record NodeJoined(Instant at, NodeId node) implements HubEvent {}

    /**
     * A node left the hub, died, or cannot be reached.
     *
     * @param at when
     * @param node which one
     */
    record NodeLeft(Instant at, NodeId node) implements HubEvent {}

    /**
     * This node began to move or start processes because the members changed.
     *
     * @param at when
     */
    record RedistributionStarted(Instant at) implements HubEvent {}

    /**
     * This node has nothing left to move or start.
     *
     * @param at when
     */
    record RedistributionFinished(Instant at) implements HubEvent {}

    /**
     * This node leaves and hands its processes over. Told there only: when it begins, a few times a second while it
     * lasts, and when nothing is left.
     *
     * @param at when
     * @param remaining how many processes are still here
     */
    record HandingOver(Instant at, int remaining) implements HubEvent {}

    /**
     * Whether this node may run processes has changed.
     *
     * @param at when
     * @param held whether it may
     */
    record QuorumChanged(Instant at, boolean held) implements HubEvent {}
}
