package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect.Status;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.process.ProcessException;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.Synchronizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a hub is doing, as its own node sees it: a consistent picture of one moment. Immutable. Later versions add parts,
 * and components to parts, so read it by its accessors rather than by patterns.
 *
 * @param hubId which hub
 * @param self its node
 * @param phase where it is in its life
 * @param membership the nodes of the hub, and what this node may do among them
 * @param registry what this node knows about the processes of all nodes
 * @param local what happens on this node alone
 * @param failure what the hub ended of by itself, or what a strategy threw; {@code null} unless the phase is
 *     {@link Phase#FAILED} or {@link Phase#DEGRADED}
 */
public record HubStatus(
        String hubId,
        NodeId self,
        Phase phase,
        Membership membership,
        RegistryState registry,
        Local local,
        @Nullable Throwable failure) {

    /**
     * The nodes of the hub, and what this node may do among them.
     *
     * @param nodes the nodes that run this hub, including this one, sorted
     * @param quorum whether this node may run processes
     * @param redistributing whether this node learns, starts or moves processes because the members changed; an
     *     observation, which holds nothing up
     * @param unheard nodes that this node does not hear, that do not hear it, or that do not count it, although they
     *     should: something is wrong with the network between them; sorted, empty while all is well
     * @param advice what is missing for a quorum, and what would restore it, for people; when it is held, the lease of
     *     an arbiter by which it is, otherwise empty
     */
    public record Membership(
            List<NodeId> nodes, boolean quorum, boolean redistributing, List<NodeId> unheard, String advice) {

        /**
         * With a quorum, or without advice.
         *
         * @param nodes the nodes that run this hub, including this one, sorted
         * @param quorum whether this node may run processes
         * @param redistributing whether this node learns, starts or moves processes because the members changed
         * @param unheard nodes that do not hear this one, or are not heard
         */
        public Membership(List<NodeId> nodes, boolean quorum, boolean redistributing, List<NodeId> unheard) {
            this(nodes, quorum, redistributing, unheard, "");
        }
    }

    /**
     * What this node knows about the processes of all nodes.
     *
     * @param processes how many processes are wanted
     * @param waiting how many of them run in fewer instances than they should, or without an active one, and how many
     *     have changed and are not reconciled yet
     * @param digest a hash over everything the registry says; equal on two nodes when their registries are equal
     * @param refused how many packets and stretches of logs this node has refused since the hub started, because the
     *     clock of their sender or writer is too far ahead; see {@link HubBuilder#maxClockSkew}
     * @param synchronization what was done so far to keep it equal
     */
    public record RegistryState(
            int processes, int waiting, long digest, long refused, Synchronizer.Counters synchronization) {}

    /**
     * What happens on this node alone.
     *
     * @param instances how many instances run here
     * @param dropped how many messages this node dropped since the hub started without a sender that could be told, by
     *     reason: tells that came over the wire or waited. {@link ProcessException.Reason#TIMED_OUT} counts replies
     *     whose asker had gone. Reasons that have not occurred are left out
     * @param carrierHolders processes that compute for seconds on a carrier of the virtual threads, so that others
     *     wait; their types should say {@link io.processhub.process.ProcessType.Threads#PLATFORM}
     */
    public record Local(int instances, Map<ProcessException.Reason, Long> dropped, List<ProcessId> carrierHolders) {}

    /**
     * Whether the registry here may be out of date for long: without a quorum this node may be cut off from those that
     * run the processes. It can be read all the same.
     *
     * @return whether this node has no quorum
     */
    public boolean stale() {
        return !membership.quorum();
    }

    /** What is known outside the hub's thread is passed as {@code hanging}: the kind of a strategy that hangs. */
    static HubStatus of(Place around, Status now, Local local, @Nullable Kind hanging) {
        Status.Membership membership = now.membership();
        Status.RegistryState registry = now.registry();
        return new HubStatus(
                around.hubId(),
                around.self(),
                hanging != null && now.failure() == null ? Phase.DEGRADED : Phase.of(now),
                new Membership(
                        membership.nodes(),
                        membership.quorum(),
                        membership.redistributing(),
                        around.unheard(),
                        membership.advice()),
                new RegistryState(
                        registry.processes(),
                        registry.waiting(),
                        registry.digest(),
                        registry.refused(),
                        registry.synchronization()),
                local,
                failure(now, hanging));
    }

    /** Where a hub is, and what its engine says. */
    record Place(String hubId, NodeId self, List<NodeId> unheard) {}

    private static @Nullable Throwable failure(Status now, @Nullable Kind hanging) {
        if (now.failure() != null) {
            return now.failure();
        }
        return hanging == null
                ? now.degraded()
                : new IllegalStateException("the " + hanging.name().toLowerCase(Locale.ROOT)
                        + " strategy does not answer, and does not end when it is interrupted");
    }

    /** The life of a hub. */
    public enum Phase {
        /** Looks for its peers and learns what they know. */
        JOINING,
        /** Runs processes. */
        RUNNING,
        /**
         * Runs processes, but a strategy throws or hangs: see the failure. What it decided before stays, and it is
         * asked again every few seconds. Ends by itself when the strategy answers.
         */
        DEGRADED,
        /** Hands its processes over and stops. */
        LEAVING,
        /** Has stopped; answers nothing any more. */
        CLOSED,
        /**
         * Has ended by itself, because the hub broke: everything that ran here was ended, and other nodes take over. It
         * answers nothing any more; it has to be closed, and may be built anew.
         */
        FAILED;

        private static Phase of(Status now) {
            if (now.failure() != null) {
                return FAILED;
            }
            return switch (now.phase()) {
                case JOINING -> JOINING;
                case RUNNING -> now.degraded() == null ? RUNNING : DEGRADED;
                case LEAVING, STOPPING -> LEAVING;
                case CLOSED -> CLOSED;
            };
        }
    }
}
