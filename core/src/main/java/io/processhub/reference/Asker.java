package io.processhub.reference;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;

/** Somebody on another node who asked a process of this one. */
record Asker(NodeId node, long call, Encoder encoder, Post post) implements ReplyTo {

    @Override
    public void answer(Object reply) {
        switch (encoder.encode(reply)) {
            case Encoder.Fit(Packet.Body body) -> post.send(node, new Packet.Reply(call, body));
            case Encoder.Unfit(Reason reason, String detail) -> fail(reason, detail);
        }
    }

    @Override
    public void fail(Reason reason, String detail) {
        post.send(node, new Packet.Refusal(call, reason, detail));
    }
}
