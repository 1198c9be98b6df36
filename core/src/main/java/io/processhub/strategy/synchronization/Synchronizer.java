package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import java.util.List;

/**
 * Decides whom to tell what, through its {@link Site}. What comes back to every strategy alike is done by the hub:
 * applying news, answering requests, comparing offers, and asking for what is known to be missing. So a strategy is
 * complete when each node's writes reach the others, or at least their heads do, sooner or later. It reads no clock but
 * that of its site, and never waits. Confined to the hub's thread.
 */
public interface Synchronizer {

    /**
     * This node wrote to its own log.
     *
     * @param write what it wrote; fits into a frame
     * @param askers members that wait for this news because they asked for something
     */
    void onWrite(Delta write, List<NodeId> askers);

    /** An interval went by. */
    void onTick();

    /**
     * A peer told something. Offers, requests and news have been dealt with already.
     *
     * @param from the peer; a member
     * @param content what it told
     */
    default void onContent(NodeId from, Content content) {}

    /** The members are others than before. */
    default void onMembers() {}

    /** Everything that came at the same time has been handled: what was held back to be sent together can go. */
    default void flush() {}

    /**
     * Whom to ask for what is missing of a log.
     *
     * @param origin whose log; a member
     * @param attempt how often it was asked for in vain; 0 the first time
     * @return a member that may have it
     */
    default NodeId source(NodeId origin, int attempt) {
        return origin;
    }

    /** {@return what it has done so far} */
    default SyncCounters counters() {
        return SyncCounters.NONE;
    }
}
