package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.Synchronizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the hub is doing, as its coordinator sees it.
 *
 * @param phase where it is in its life
 * @param membership who runs this hub, and what this node may do
 * @param registry what this node knows about the processes of all nodes
 * @param local how many instances run here
 * @param failure what the coordinator broke by; {@code null} unless it did
 */
public record Status(
        Phase phase,
        Membership membership,
        RegistryState registry,
        int local,
        @Nullable Throwable failure) {

    /**
     * Who runs this hub, and what this node may do.
     *
     * @param nodes the members, including this node, sorted
     * @param quorum whether this node may run processes
     * @param redistributing whether something is learnt, started or moved here because the members changed
     */
    public record Membership(List<NodeId> nodes, boolean quorum, boolean redistributing) {}

    /**
     * What this node knows about the processes of all nodes.
     *
     * @param processes how many are wanted
     * @param waiting how many of them lack an instance they should have, or a role
     * @param digest equal on two nodes when callers see the same
     * @param refused how many packets and stretches of logs were refused, because readings in them are too far ahead
     * @param synchronization what the strategy of synchronization has done so far
     */
    public record RegistryState(
            int processes, int waiting, long digest, long refused, Synchronizer.Counters synchronization) {}

    /**
     * Before anything has happened.
     *
     * @param self the only node known
     * @return the status of a hub that begins to join
     */
    public static Status joining(NodeId self) {
        return new Status(
                Phase.JOINING, alone(self), new RegistryState(0, 0, 0, 0, Synchronizer.Counters.NONE), 0, null);
    }

    /**
     * After the coordinator broke: this node has no part in the hub any more, and what it knew of the registry is the
     * last that it will know.
     *
     * @param self this node
     * @param cause what was thrown
     * @return the last status of the hub
     */
    public Status failed(NodeId self, Throwable cause) {
        return new Status(Phase.CLOSED, alone(self), registry, 0, cause);
    }

    private static Membership alone(NodeId self) {
        return new Membership(List.of(self), /* quorum= */ false, /* redistributing= */ false);
    }

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
