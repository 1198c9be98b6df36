package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a synchronizer has to work with: the logs, a clock, chance, and a way to send. Confined to the hub's thread. */
public interface Site {

    /** {@return this node's copies of all logs, to read from; its peers are the members} */
    Logs logs();

    /** {@return the only source of chance to use} */
    RandomGenerator random();

    /** {@return a monotonic clock, in nanoseconds; stands still while one thing is handled} */
    long nanos();

    /** {@return how many heads fit into one frame; what names more of them cannot be sent} */
    int headsMax();

    /**
     * Calls back later; cannot be called off.
     *
     * @param delay from now
     * @param task what to do then, on the hub's thread
     */
    void after(Duration delay, Runnable task);

    /**
     * Sends; best effort.
     *
     * @param to the receivers; members other than this node
     * @param content what
     */
    void send(List<NodeId> to, Content content);

    /**
     * Applies a stretch of another node's log. One that comes too early waits until the gap before it has closed; what
     * is known already is left out; what is not from a member is dropped.
     *
     * @param delta what it wrote
     */
    void learn(Delta delta);

    /**
     * A member has written its log as far as this. It is asked for what is missing, again and again, until it has been
     * read.
     *
     * @param head whose log, and how far
     */
    void announce(Head head);

    /**
     * A member has read this node's log. When all have, the removals in it may be forgotten.
     *
     * @param reader who
     * @param version how far
     */
    void acknowledged(NodeId reader, long version);
}
