package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Head;
import java.util.List;

/**
 * Decides whom to tell what. It reads no clock, blocks on nothing and sends nothing itself: the hub calls it and sends
 * what it returns. Letters may be lost, doubled and overtaken. Confined to the hub's thread.
 */
public interface Synchronizer {

    /**
     * This node wrote to its own log.
     *
     * @param write what it wrote
     * @param askers members that wait for this news because they asked for something; tell them directly
     * @return what to send now
     */
    List<Letter> onWrite(Delta write, List<NodeId> askers);

    /** {@return what to send now that an interval went by} */
    List<Letter> onTick();

    /**
     * A peer wrote. News it sent have been applied to the logs already.
     *
     * @param from the peer
     * @param content what it wrote
     * @return what to send now
     */
    List<Letter> onLetter(NodeId from, Content content);

    /**
     * This node has not read a peer's log as far as the peer is known to have written it. Called when that is noticed,
     * and again at short intervals for as long as it lasts.
     *
     * @param origin whose log
     * @return what to send now
     */
    List<Letter> onBehind(NodeId origin);

    /**
     * Something to tell.
     *
     * @param to who shall hear it; members
     * @param content what
     */
    record Letter(List<NodeId> to, Content content) {}

    /** What synchronizers tell one another. */
    sealed interface Content {
        /**
         * How far the sender has read some logs.
         *
         * @param heads one for each log; what is missing in either direction shall be sent
         */
        record Offer(List<Head> heads) implements Content {}

        /**
         * A wish for news.
         *
         * @param heads the logs, and how far the sender has read them
         */
        record Request(List<Head> heads) implements Content {}

        /**
         * News.
         *
         * @param delta a stretch of a log
         */
        record News(Delta delta) implements Content {}
    }
}
