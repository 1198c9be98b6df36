package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.SyncCounters;
import java.util.List;

/**
 * How the hub is doing, as its coordinator sees it.
 *
 * @param phase where it is in its life
 * @param members the nodes that run this hub, including this node, sorted
 * @param processes how many processes are wanted
 * @param waiting how many of them lack an instance they should have, or a role
 * @param local how many instances run here
 * @param quorum whether this node may run processes
 * @param redistributing whether something is being started or moved here because the members changed
 * @param digest equal on two nodes when callers see the same
 * @param synchronization what the strategy of synchronization has done so far
 */
public record Status(
        Phase phase,
        List<NodeId> members,
        int processes,
        int waiting,
        int local,
        boolean quorum,
        boolean redistributing,
        long digest,
        SyncCounters synchronization) {

    /** The life of a hub. */
    public enum Phase {
        /** Looks for its peers and catches up with what they know. */
        JOINING,
        /** Runs processes. */
        RUNNING,
        /** Hands its processes over. */
        LEAVING,
        /** Stops what it could not hand over. */
        STOPPING,
        /** Has left. */
        CLOSED
    }
}
