package io.processhub.registry;

import io.processhub.cluster.NodeId;
import java.util.List;

/** The origin logs of a hub, to read from. Confined to the hub's thread. */
public interface Logs {

    /** {@return the node whose replica this is} */
    NodeId self();

    /** {@return the other members of the hub, sorted} */
    List<NodeId> peers();

    /**
     * How far a log is known here.
     *
     * @param origin whose log
     * @return everything up to this version is known; 0 for an unknown log
     */
    long known(NodeId origin);

    /**
     * Reads a stretch of a log.
     *
     * @param gap whose log, after which version, up to which
     * @param bytesMax how much room its entries may take, by {@link Entry#bytesMax()}; one entry is read in any case
     * @return what is known of the stretch, which ends early when there is more; empty when nothing is known of it
     */
    Delta since(Gap gap, int bytesMax);
}
