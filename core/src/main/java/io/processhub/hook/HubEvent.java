package io.processhub.hook;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Duration;
import java.time.Instant;

/**
 * An event of the hub. Every node that learns of it reports it once to its hooks, after the fact. The permitted
 * subtypes are the complete list of events. Immutable.
 */
public sealed interface HubEvent {

    /** {@return when this node learned of it, by its own wall clock} */
    Instant at();

    /** An event of one process. */
    sealed interface ProcessEvent extends HubEvent {
        /** {@return the process} */
        ProcessId id();
    }

    /**
     * An instance started.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param id the process
     * @param node the node it runs on
     * @param epoch of the instance
     * @param reason why it started; distinguishes a restart, a failover and a move
     */
    record ProcessStarted(Instant at, ProcessId id, NodeId node, long epoch, StartReason reason)
            implements ProcessEvent {}

    /**
     * An instance ended.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param id the process
     * @param node the node it ran on
     * @param epoch of the instance
     * @param cause why
     */
    record ProcessEnded(Instant at, ProcessId id, NodeId node, long epoch, EndCause cause) implements ProcessEvent {}

    /**
     * An instance got a greater epoch, because its store had refused the one it had, or because a later instance that
     * was to take its place has failed.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param id the process
     * @param node the node it runs on
     * @param epoch of the instance from now on
     * @param before its epoch so far
     */
    record EpochRaised(Instant at, ProcessId id, NodeId node, long epoch, long before) implements ProcessEvent {}

    /**
     * An instance acknowledged another role.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param id the process
     * @param node the node it runs on
     * @param epoch of the instance
     * @param role the new role
     */
    record RoleChanged(Instant at, ProcessId id, NodeId node, long epoch, Role role) implements ProcessEvent {}

    /**
     * The clock of a node disagrees with those of others. Reported once a minute at most for each node. Its processes
     * go on, but what it writes may be refused.
     *
     * @param at when this node noticed, by its own wall clock
     * @param node whose clock it is; this one or another member
     * @param problem what is wrong with it, to go on with after «the clock»
     */
    record ClockOff(Instant at, NodeId node, String problem) implements HubEvent {}

    /**
     * A process crashed too often on this node, which parks it; another node will start it. Reported on this node only.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param id the process
     * @param error the last failure
     * @param pause how long this node does not start it
     */
    record ProcessParked(Instant at, ProcessId id, String error, Duration pause) implements ProcessEvent {}

    /**
     * A move of a process from this node to another one failed. The process continues here, and the move is tried
     * again. Reported on this node only.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param id the process
     * @param target the node it was to move to
     * @param reason why the move failed
     */
    record MoveFailed(Instant at, ProcessId id, NodeId target, String reason) implements ProcessEvent {}

    /**
     * A conflict was resolved: of two instances of a process that were started without knowledge of each other, because
     * of a partition or a race, the later one stays. Reported on the two nodes concerned.
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
     * @param at when this node learned of it, by its own wall clock
     * @param node the node
     */
    record NodeJoined(Instant at, NodeId node) implements HubEvent {}

    /**
     * A node left the hub, failed, or became unreachable.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param node the node
     */
    record NodeLeft(Instant at, NodeId node) implements HubEvent {}

    /**
     * This node began to move or start processes because the members changed.
     *
     * @param at when this node learned of it, by its own wall clock
     */
    record RedistributionStarted(Instant at) implements HubEvent {}

    /**
     * This node has nothing left to move or start.
     *
     * @param at when this node learned of it, by its own wall clock
     */
    record RedistributionFinished(Instant at) implements HubEvent {}

    /**
     * This node leaves and hands its processes over. Reported on this node only: at the begin, a few times a second
     * during the handover, and when no process is left.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param remaining the number of processes that are still on this node
     */
    record HandingOver(Instant at, int remaining) implements HubEvent {}

    /**
     * A majority is counted from another number from now on, by {@link io.processhub.ProcessHub#resetClusterSize}.
     * Reported on every node.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param size from how many nodes at least a majority is counted
     * @param node the name of the node on which it was ordered
     */
    record ClusterSizeReset(Instant at, int size, String node) implements HubEvent {}

    /**
     * A strategy threw, or was interrupted because it did not answer. What it decided before stays, and it is asked
     * again. Reported on this node only, once a minute at most for each kind of strategy.
     *
     * @param at when, by this node's own wall clock
     * @param kind of the strategy: {@code distribution}, {@code redundancy}, {@code migration}, {@code synchronization}
     *     or {@code partition}
     * @param cause what it threw
     */
    record StrategyFailed(Instant at, String kind, Throwable cause) implements HubEvent {}

    /**
     * Whether this node may run processes has changed.
     *
     * @param at when this node learned of it, by its own wall clock
     * @param held whether this node may run processes
     */
    record QuorumChanged(Instant at, boolean held) implements HubEvent {}

    /**
     * The hub on this node has ended by itself; other nodes take over. The last event of a hub, reported on this node
     * only.
     *
     * @param at when, by this node's own wall clock
     * @param cause what was thrown
     */
    record HubFailed(Instant at, Throwable cause) implements HubEvent {}
}
