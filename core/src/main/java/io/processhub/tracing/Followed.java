package io.processhub.tracing;

import java.util.Map;

/**
 * A message that is followed, on its way between the parts of one node. What comes from another node is not decoded
 * yet, and has its trace there.
 *
 * @param body what was sent
 * @param trace what goes with it
 */
public record Followed(Object body, Trace trace) {

    /**
     * Says that a message is followed.
     *
     * @param headers go with the message across nodes and moves; sorted, may be empty
     * @param begunNanos when it was sent on this node, or has arrived on it, by the monotonic clock
     */
    public record Trace(Map<String, String> headers, long begunNanos) {}

    /**
     * Takes what was sent out of its cover.
     *
     * @param message followed or not
     * @return what was sent
     */
    public static Object bare(Object message) {
        return message instanceof Followed followed ? followed.body() : message;
    }
}
