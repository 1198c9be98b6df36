package io.processhub.bench.contestant;

import java.util.concurrent.CompletionStage;

/** One receiver on another node: the last one of the cluster. */
public interface Link extends Member {
    /**
     * Makes the receiver known on this node, and there if it is this node; called on every node, the last one first.
     */
    void openLink() throws Exception;

    /** Sends bytes without an answer; keeps the order of its calls. */
    void tell(byte[] payload) throws Exception;

    /** Sends bytes in the same order; the answer comes when they, and what was sent before, have been handled. */
    CompletionStage<?> ask(byte[] payload) throws Exception;
}
