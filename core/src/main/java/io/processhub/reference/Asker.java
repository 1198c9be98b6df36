package io.processhub.reference;

import io.processhub.cluster.NodeId;
import io.processhub.mailbox.ReplyTo;
import io.processhub.process.ProcessException.Reason;
import io.processhub.wire.Packet;

/** Somebody on another node who asked a process of this one; the question was passed on {@code hops} times before. */
record Asker(NodeId node, long call, int hops, Encoder encoder, Post post) implements ReplyTo {
    /** User code writes into details, and a refusal must fit into a frame. */
    private static final int DETAIL_CHARACTERS_MAX = 1_000;

    @Override
    public void answer(Object reply) {
        switch (encoder.encode(reply)) {
            case Encoder.Fit(Packet.Body body) -> post.send(node, new Packet.Reply(call, body));
            case Encoder.Unfit(Reason reason, String detail) -> fail(reason, detail);
        }
    }

    @Override
    public void fail(Reason reason, String detail) {
        post.send(node, new Packet.Refusal(call, reason, cut(detail)));
    }

    private static String cut(String detail) {
        return detail.length() <= DETAIL_CHARACTERS_MAX ? detail : detail.substring(0, DETAIL_CHARACTERS_MAX) + "…";
    }
}
