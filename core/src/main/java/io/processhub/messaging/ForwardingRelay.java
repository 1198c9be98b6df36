package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.registry.Instance;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Hosted;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.Encoded;
import io.processhub.runtime.FlushMarker;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages on that have reached a node where their process is no more. The reply goes straight to the asker, who
 * is told whom to expect it from. A message is passed on a few times at most, so that none wanders for ever between
 * nodes that each believe the other has the process.
 */
record ForwardingRelay(
        NodeId self, RouterDependencies around, Encoder encoder, OpenCalls calls, DroppedMessages losses) {
    static final int HOPS_MAX = 8;

    /** No message type has an empty name. */
    static final Packet.Body MARKER = new Packet.Body("", new byte[0]);

    /** Where the best instance is, leaving out this node and another one. */
    @Nullable
    NodeId host(ProcessId id, NodeId but) {
        Registration registration = around.directory().apply(id);
        return registration == null ? null : host(registration, but);
    }

    /** Where the best instance is, leaving out this node and another one. */
    @Nullable
    NodeId host(Registration registration, NodeId but) {
        Hosted best = null;
        for (Hosted hosted : registration.instances()) {
            boolean elsewhere = !hosted.node().equals(self) && !hosted.node().equals(but);
            if (elsewhere && better(hosted, best)) {
                best = hosted;
            }
        }
        return best == null ? null : best.node();
    }

    /** An active one before a passive one, then the one that took up its role later. */
    private static boolean better(Hosted hosted, @Nullable Hosted other) {
        if (other == null) {
            return true;
        }
        Instance one = hosted.instance();
        Instance two = other.instance();
        return one.role() == two.role() ? one.term() > two.term() : one.role() == Role.ACTIVE;
    }

    /** Whether an active instance is known on another node. */
    boolean activeElsewhere(ProcessId id) {
        Registration registration = around.directory().apply(id);
        return registration != null
                && registration.instances().stream()
                        .anyMatch(hosted -> hosted.instance().role() == Role.ACTIVE
                                && !hosted.node().equals(self));
    }

    /** Passes on what came over the wire for a process that is not here; answers whether it could. */
    boolean passOn(Packet.Tell tell) {
        NodeId target = tell.hops() < HOPS_MAX ? host(tell.id(), self) : null;
        if (target != null) {
            around.post().send(target, new Packet.Tell(tell.id(), tell.body(), tell.hops() + 1));
        }
        return target != null;
    }

    /** Passes on what came over the wire for a process that is not here; answers whether it could. */
    boolean passOn(Packet.Ask ask, NodeId asker) {
        NodeId target = ask.hops() < HOPS_MAX ? host(ask.id(), self) : null;
        if (target != null) {
            int hops = ask.hops() + 1;
            around.post().send(asker, new Packet.PassedOn(ask.call(), target, hops));
            around.post().send(target, new Packet.Ask(ask.call(), ask.id(), ask.body(), hops, asker));
        }
        return target != null;
    }

    /** Passes on what waited here for an instance that was replaced by one elsewhere. */
    void passOn(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
        switch (encoded(body)) {
            case Encoder.Fit(Packet.Body fit) -> passOn(id, fit, body, replyTo);
            case Encoder.Unfit(Reason reason, String detail) -> refuse(id, replyTo, reason, detail);
        }
    }

    private void refuse(ProcessId id, @Nullable ReplyTo replyTo, Reason reason, String detail) {
        new DeliveryFailures.Refusal(reason, detail).tell(id, replyTo, losses);
    }

    private Encoder.Encoding encoded(Object body) {
        return switch (body) {
            case Encoded arrived -> new Encoder.Fit(new Packet.Body(arrived.type(), arrived.bytes()));
            case FlushMarker marker -> new Encoder.Fit(MARKER);
            default -> encoder.encode(body);
        };
    }

    private void passOn(ProcessId id, Packet.Body fit, Object body, @Nullable ReplyTo replyTo) {
        NodeId target = host(id, self);
        if (target == null) {
            if (around.runtime().deliver(id, body, replyTo) != Delivery.ACCEPTED) {
                refuse(id, replyTo, Reason.ENDED, "ended before it handled the message");
            }
            return;
        }
        switch (replyTo) {
            case null -> around.post().send(target, new Packet.Tell(id, fit, 1));
            case RemoteAsker asker -> passOn(id, fit, asker);
            case Call call -> {
                int hops = calls.turn(call, target);
                around.post().send(target, new Packet.Ask(call.number(), id, fit, hops, null));
            }
            default -> replyTo.fail(Reason.ENDED, "moved before it handled the message");
        }
    }

    /** It goes on counting: the asker follows only what it hears of a later station than those before. */
    private void passOn(ProcessId id, Packet.Body fit, RemoteAsker asker) {
        if (!passOn(new Packet.Ask(asker.call(), id, fit, asker.hops(), null), asker.node())) {
            asker.fail(Reason.NOT_RUNNING, "moved more than " + HOPS_MAX + " times before it handled the message");
        }
    }
}
