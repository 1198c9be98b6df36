package io.processhub.console.demo;

import io.processhub.console.admin.Replies;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A node of the demo's cluster, seen from outside. Methods block, and throw
 * {@link io.processhub.console.admin.AdminException} when the node does not answer.
 */
public interface Member {

    /** {@return its name} */
    String name();

    /** {@return whether it has not ended} */
    boolean alive();

    /** {@return what it says about the hub} */
    Replies.Status status();

    /** {@return its whole registry, in order of the ids} */
    List<Replies.ProcessRow> registry();

    /** {@return the process objects that live in it, whatever any registry says} */
    List<Replies.LocalRow> local();

    /**
     * Starts processes through this node.
     *
     * @param jsonLines their specs
     * @param timeout how long it waits for them
     * @return what became of it
     */
    Replies.Started start(byte[] jsonLines, Duration timeout);

    /**
     * Stops processes through this node.
     *
     * @param ids which ones
     * @param timeout how long it waits for them
     * @return what became of it
     */
    Replies.Stopped stop(Collection<String> ids, Duration timeout);

    /**
     * Lets this node call processes.
     *
     * @param onNode only those that run there; empty for all
     * @param own whether to call those as well that it runs itself
     * @return who answered
     */
    Replies.Verified verify(String onNode, boolean own);

    /**
     * Asks one process through this node.
     *
     * @param id which one
     * @param message what to send
     * @return its reply
     */
    String ask(String id, String message);

    /**
     * Tells it to leave with SIGTERM, and returns when it has ended.
     *
     * @param limit how long to wait for that
     * @throws DemoException when it has not ended by then
     */
    void leave(Duration limit);

    /** Ends it at once, without a chance to say goodbye. */
    void kill();
}
