package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.messaging.RouterDependencies.MailSender;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;
import org.jspecify.annotations.Nullable;

/** The sender of a question on another node; the question was forwarded {@code hops} times before it came here. */
record RemoteAsker(NodeId node, long call, int hops, Encoder encoder, MailSender mail) implements ReplyTo {
    /** User code writes into details, and a refusal must fit into a frame. */
    private static final int DETAIL_CHARACTERS_MAX = 1_000;

    @Override
    public void answer(Object question, @Nullable Object reply) {
        switch (encoder.encodeAnswer(question, reply)) {
            case Encoder.Fit(Packet.Body body) -> mail.send(node, new Packet.Reply(call, body));
            case Encoder.Unfit(Reason reason, String detail) -> fail(reason, detail);
        }
    }

    @Override
    public void fail(Reason reason, String detail) {
        mail.send(node, new Packet.Refusal(call, reason, cut(detail)));
    }

    private static String cut(String detail) {
        return detail.length() <= DETAIL_CHARACTERS_MAX ? detail : detail.substring(0, DETAIL_CHARACTERS_MAX) + "…";
    }
}
