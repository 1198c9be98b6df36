package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Status;
import io.processhub.process.ProcessException;
import io.processhub.strategy.synchronization.SyncCounters;
import java.util.List;
import java.util.Map;

/**
 * How a hub is doing, as its own node sees it.
 *
 * @param hubId which hub
 * @param self its node
 * @param members the nodes that run this hub, including this one, sorted
 * @param phase where it is in its life
 * @param processes how many processes the registry knows
 * @param waiting how many of them have fewer instances than they should, or not yet their roles
 * @param local how many instances run here
 * @param quorum whether this node may run processes
 * @param locked whether a redistribution is in progress here
 * @param digest a hash over everything the registry says; equal on two nodes when their registries are equal
 * @param synchronization what was done so far to keep it equal
 * @param dropped how many messages this node had to drop, since the hub started, while nobody waited to be told, by
 *     reason: tells that came over the wire or waited. {@link ProcessException.Reason#TIMED_OUT} counts replies whose
 *     asker had gone. Reasons that have not occurred are left out
 */
public record HubStatus(
        String hubId,
        NodeId self,
        List<NodeId> members,
        Phase phase,
        int processes,
        int waiting,
        int local,
        boolean quorum,
        boolean locked,
        long digest,
        SyncCounters synchronization,
        Map<ProcessException.Reason, Long> dropped) {

    static HubStatus of(String hubId, NodeId self, Status now, Map<ProcessException.Reason, Long> dropped) {
        return new HubStatus(
                hubId,
                self,
                now.members(),
                Phase.of(now.phase()),
                now.processes(),
                now.waiting(),
                now.local(),
                now.quorum(),
                now.redistributing(),
                now.digest(),
                now.synchronization(),
                dropped);
    }

    /** The life of a hub. */
    public enum Phase {
        /** Looks for its peers and learns what they know. */
        JOINING,
        /** Runs processes. */
        RUNNING,
        /** Hands its processes over and stops. */
        LEAVING,
        /** Has stopped; answers nothing any more. */
        CLOSED;

        private static Phase of(Status.Phase phase) {
            return switch (phase) {
                case JOINING -> JOINING;
                case RUNNING -> RUNNING;
                case LEAVING, STOPPING -> LEAVING;
                case CLOSED -> CLOSED;
            };
        }
    }
}
