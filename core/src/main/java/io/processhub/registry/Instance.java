package io.processhub.registry;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;

/**
 * A running copy of a process, as the node that runs it describes it. Immutable.
 *
 * @param epoch identifies the copy; of two copies of a process the later one has the greater epoch
 * @param role the role that the copy has acknowledged
 * @param term when a copy on this node last became active, as a reading of the clock that epochs use: the epoch of a
 *     copy that is active from its start; 0 for never. Of two active copies the later one has the greater term
 * @param reason why it started
 * @param intentStamp stamp of the intent it was started for
 * @param predecessor epoch of the copy that it replaced in a move, 0 for none: two copies of which neither preceded the
 *     other were started without knowledge of each other
 */
public record Instance(long epoch, Role role, long term, StartReason reason, Stamp intentStamp, long predecessor) {

    /**
     * Creates a copy that has the role it started with.
     *
     * @param epoch of the copy
     * @param role its role
     * @param reason why it started
     * @param intentStamp stamp of the intent it was started for
     * @param predecessor epoch of the copy that it replaced in a move, 0 for none
     */
    public Instance(long epoch, Role role, StartReason reason, Stamp intentStamp, long predecessor) {
        this(epoch, role, role == Role.ACTIVE ? epoch : 0, reason, intentStamp, predecessor);
    }

    /**
     * Creates a copy that has the role it started with and has no predecessor.
     *
     * @param epoch of the copy
     * @param role its role
     * @param reason why it started
     * @param intentStamp stamp of the intent it was started for
     */
    public Instance(long epoch, Role role, StartReason reason, Stamp intentStamp) {
        this(epoch, role, reason, intentStamp, 0);
    }

    /**
     * The same copy in another role.
     *
     * @param next the new role
     * @param since the term of the new role: when the copy last became active
     * @return the copy in the new role
     */
    public Instance in(Role next, long since) {
        return new Instance(epoch, next, since, reason, intentStamp, predecessor);
    }

    /**
     * The same copy with a greater epoch, which is its term, too.
     *
     * @param before its epoch so far, which counts as its predecessor from now on
     * @param next the greater epoch
     * @return the active copy with that epoch
     */
    public Instance raised(long before, long next) {
        return new Instance(next, role, next, reason, intentStamp, before);
    }

    /** Why an instance ended. */
    public enum EndCause {
        /** A stop was requested. */
        STOPPED,
        /** The process returned, and its restart policy does not start it again. */
        FINISHED,
        /** The process crashed, whether or not it will be started again. */
        CRASHED,
        /** The process runs on another node now. */
        MOVED,
        /** Another instance survived a conflict that a partition or a race had caused. */
        SUPERSEDED,
        /** Its node left, failed, or became unreachable. */
        NODE_LOST,
        /** Its node lost its quorum. */
        QUORUM_LOST
    }

    /**
     * Where one instance of a process runs.
     *
     * @param node which node
     * @param epoch which instance; greater for a later one
     */
    public record Location(NodeId node, long epoch) {}
}
