package io.processhub.spread;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.strategy.synchronization.Content;
import java.util.List;

/** Where a replica is spread: the hub around a {@link Spread}. Confined to the hub's thread. */
public interface Host {

    /** {@return the size in bytes of the largest frame} */
    int frameBytesMax();

    /**
     * Sends; best effort.
     *
     * @param to the receivers
     * @param content what
     */
    void post(List<NodeId> to, Content content);

    /**
     * A stretch of another node's log was applied.
     *
     * @param delta what it says
     */
    void applied(Delta delta);

    /**
     * Whether a lost node may come back with what it knew.
     *
     * @param node which one
     * @return false when nobody has to wait for it
     */
    boolean mayReturn(NodeId node);
}
