package io.processhub.log;

import io.processhub.cluster.NodeId;
import java.util.List;

/** Read access to the origin logs of a hub. Not thread-safe; confined to the hub's thread. */
public interface Logs {

    /** {@return this node} */
    NodeId self();

    /** {@return the other members of the hub, sorted} */
    List<NodeId> peers();

    /**
     * Returns how far this node knows a log.
     *
     * @param origin the node whose log it is
     * @return everything up to this version is known; 0 for an unknown log
     */
    long known(NodeId origin);

    /**
     * Reads a range of a log.
     *
     * @param gap the range to read
     * @param bytesMax the largest sum of {@link Entry#bytesMax()} over its entries, in bytes; at least one entry is
     *     read
     * @return the known part of the range, shortened when it exceeds {@code bytesMax}; without entries when none is
     *     known
     */
    Delta since(Gap gap, int bytesMax);
}
