package io.processhub.antientropy;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import java.util.List;

/** The hub around an {@link AntiEntropy}. Confined to the hub's thread. */
public interface AntiEntropyHost {

    /** {@return the size in bytes of the largest frame} */
    int frameBytesMax();

    /** {@return encodes parts of logs in messages of the strategy's own} */
    SyncContext.Codec codec();

    /**
     * Sends; best effort.
     *
     * @param to the receivers
     * @param message what to send
     */
    void post(List<NodeId> to, SyncMessage message);

    /**
     * Whether a stretch of another node's log may be applied.
     *
     * @param delta the stretch
     * @return false to ignore it, as if it had been lost
     */
    default boolean accepts(Delta delta) {
        return true;
    }

    /**
     * A stretch of another node's log was applied.
     *
     * @param delta the stretch
     */
    void applied(Delta delta);

    /**
     * Whether a lost node may come back with what it knew.
     *
     * @param node which one
     * @return false when no node has to wait for it
     */
    boolean mayReturn(NodeId node);
}
