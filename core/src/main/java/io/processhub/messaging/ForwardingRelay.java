package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.messaging.RouterDependencies.MailSender;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.Encoded;
import io.processhub.runtime.Forwarder.FlushMarker;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.runtime.ReplyTo;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Forwards messages that have reached a node where their process does not run any more. The reply goes straight to the
 * asker, which learns from {@link Packet.Forwarded} which node will answer. A message is forwarded at most
 * {@value #HOPS_MAX} times, so that none circulates for ever between nodes that each believe that the other one runs
 * the process. Thread-safe.
 */
record ForwardingRelay(
        ProcessRuntime runtime, InstanceLocator locator, Encoder encoder, OpenCalls calls, Outbound outbound) {
    static final int HOPS_MAX = 8;

    /** No message type has an empty name. */
    static final Packet.Body MARKER = new Packet.Body("", new byte[0], Map.of());

    /** Where messages go in the end: to another node, or into the count of those that are lost. */
    record Outbound(MailSender mail, DroppedMessages dropped) {}

    /** Forwards a message from another node whose process is not here; the answer is whether it could. */
    boolean forward(Packet.Tell tell) {
        NodeId target = tell.hops() < HOPS_MAX ? locator.find(tell.id()) : null;
        if (target != null) {
            send(target, new Packet.Tell(tell.id(), tell.body(), tell.hops() + 1));
        }
        return target != null;
    }

    /** Forwards a question from another node whose process is not here; the answer is whether it could. */
    boolean forward(Packet.Ask ask, NodeId asker) {
        NodeId target = ask.hops() < HOPS_MAX ? locator.find(ask.id()) : null;
        if (target != null) {
            int hops = ask.hops() + 1;
            send(asker, new Packet.Forwarded(ask.call(), target, hops));
            send(target, new Packet.Ask(ask.call(), ask.id(), ask.body(), hops, asker));
        }
        return target != null;
    }

    /** Forwards a message that waited here for an instance which was replaced by one on another node. */
    void forward(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
        switch (encoded(body)) {
            case Encoder.Fit(Packet.Body fit) -> forward(id, fit, body, replyTo);
            case Encoder.Unfit(Reason reason, String detail) -> refuse(id, replyTo, reason, detail);
        }
    }

    private void refuse(ProcessId id, @Nullable ReplyTo replyTo, Reason reason, String detail) {
        new DeliveryFailures.Failure(reason, detail).report(id, replyTo, outbound.dropped());
    }

    private Encoder.Encoding encoded(Object body) {
        return switch (body) {
            case Encoded arrived -> new Encoder.Fit(Encoder.body(arrived));
            case FlushMarker marker -> new Encoder.Fit(MARKER);
            default -> encoder.encode(body);
        };
    }

    private void forward(ProcessId id, Packet.Body fit, Object body, @Nullable ReplyTo replyTo) {
        NodeId target = locator.find(id);
        if (target == null) {
            if (runtime.deliver(id, null, body, replyTo) != Delivery.ACCEPTED) {
                refuse(id, replyTo, Reason.ENDED, "ended before it handled the message");
            }
            return;
        }
        switch (replyTo) {
            case null -> send(target, new Packet.Tell(id, fit, 1));
            case RemoteAsker asker -> forward(id, fit, asker);
            case Call call -> {
                int hops = calls.forward(call, target);
                send(target, new Packet.Ask(call.number(), id, fit, hops, null));
            }
            default -> replyTo.fail(Reason.ENDED, "moved before it handled the message");
        }
    }

    /** Continues the count of hops: the asker ignores news of a station that is not later than the last one. */
    private void forward(ProcessId id, Packet.Body fit, RemoteAsker asker) {
        if (!forward(new Packet.Ask(asker.call(), id, fit, asker.hops(), null), asker.node())) {
            asker.fail(Reason.NOT_RUNNING, "moved more than " + HOPS_MAX + " times before it handled the message");
        }
    }

    private void send(NodeId to, Packet.Mail mail) {
        outbound.mail().send(to, mail);
    }
}
