package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs;
import io.processhub.log.Logs.Head;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the hub gives to a synchronizer: the logs, a clock, randomness, and a way to send. Lives as long as the hub.
 * Confined to the hub's thread.
 */
public interface SyncContext {

    /** {@return this node's copies of all logs, to read from; its peers are the members} */
    Logs logs();

    /** {@return the only source of randomness to use} */
    RandomGenerator random();

    /** {@return a monotonic clock, in nanoseconds; it does not advance while one input is handled} */
    long nanos();

    /** {@return how many heads fit into one message; a message with more of them cannot be sent} */
    int headsMax();

    /** {@return how many bytes a {@link SyncMessage.Custom} may have} */
    int customBytesMax();

    /** {@return converts stretches and heads to bytes and back, for messages of a strategy's own} */
    Codec codec();

    /**
     * Calls back later; cannot be cancelled.
     *
     * @param delay from now
     * @param task what to do then, on the hub's thread
     */
    void after(Duration delay, Runnable task);

    /**
     * Sends a message; best effort.
     *
     * @param to the receivers; members other than this node
     * @param message what to send
     * @throws IllegalArgumentException when a custom message has more than {@link #customBytesMax()} bytes
     */
    void send(List<NodeId> to, SyncMessage message);

    /**
     * Applies a stretch of another node's log. A stretch that arrives too early waits until the gap before it has
     * closed; what is known already is left out; a stretch from a node that is no member is dropped.
     *
     * @param delta what that node wrote
     */
    void learn(Delta delta);

    /**
     * Notes that a member has written its log up to a version. The hub requests what is missing, again and again, until
     * it has been read.
     *
     * @param head whose log, and up to which version
     */
    void announce(Head head);

    /**
     * Notes that a member has read this node's log up to a version. When all members have, the hub forgets tombstones
     * up to there.
     *
     * @param reader the member
     * @param version up to which it has read
     */
    void acknowledged(NodeId reader, long version);

    /**
     * Converts parts of logs to the bytes that the hub uses itself, in which a node is named by a number of four or
     * eight bytes. A node resolves such a number while it can reach the node that is meant.
     */
    interface Codec {

        /**
         * Encodes a stretch of a log.
         *
         * @param delta the stretch
         * @return its bytes; another node may forward them unchanged
         */
        byte[] encodeDelta(Delta delta);

        /**
         * Decodes a stretch of a log. Entries of kinds that this version does not know are left out.
         *
         * @param bytes from {@link #encodeDelta}
         * @return the stretch
         * @throws IllegalArgumentException when the bytes are no stretch, or this node cannot reach its origin
         */
        Delta decodeDelta(byte[] bytes);

        /**
         * Encodes heads.
         *
         * @param heads at most {@link SyncContext#headsMax()}
         * @return their bytes; none for no heads
         */
        byte[] encodeHeads(List<Head> heads);

        /**
         * Decodes heads. Those of nodes that this node cannot reach are left out.
         *
         * @param bytes from {@link #encodeHeads}
         * @return the heads
         * @throws IllegalArgumentException when the bytes are no heads
         */
        List<Head> decodeHeads(byte[] bytes);
    }
}
