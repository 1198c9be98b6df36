package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;

/** Somebody on another node who asked a process of this one; the question was passed on {@code hops} times before. */
record RemoteAsker(NodeId node, long call, int hops, Encoder encoder, MailSender post) implements ReplyTo {
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
