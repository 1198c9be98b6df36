package io.processhub.reference;

import io.processhub.cluster.NodeId;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessRef;
import io.processhub.process.Role;
import io.processhub.registry.Instance;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Hosted;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.Encoded;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to processes, wherever they run: to the active instance on this node if there is one, else to the one
 * that became active last of those that this node knows of; while there is none, to a passive one, here if possible. Within the node messages are handed over as they are,
 * between nodes they are encoded on the sender's thread and decoded on a worker.
 *
 * <p>Thread-safe; no method waits, and none but the senders' own runs user code on the calling thread.
 */
public final class Router implements AutoCloseable {
    private final NodeId self;
    private final Surroundings around;
    private final Encoder encoder;
    private final Duration askTimeout;
    private final OpenCalls calls;
    private final LongAdder mailDropped = new LongAdder();
    private volatile boolean closed;

    /**
     * A router without open asks.
     *
     * @param self this node
     * @param around what it works with
     * @param bodyBytesMax how long an encoded message or reply may be
     * @param askTimeout limit of asks that name none; positive
     */
    public Router(NodeId self, Surroundings around, int bodyBytesMax, Duration askTimeout) {
        this.self = self;
        this.around = around;
        this.encoder = new Encoder(around.types(), bodyBytesMax);
        this.askTimeout = askTimeout;
        this.calls = new OpenCalls(around.environment());
    }

    /**
     * Refers to a process, whether it exists or not.
     *
     * @param id its name
     * @return the reference
     */
    public ProcessRef ref(ProcessId id) {
        return new RoutedRef(this, id);
    }

    void tell(ProcessId id, Object message) {
        if (closed) {
            throw closed(id);
        }
        Delivery delivery = deliver(id, message, null);
        if (delivery == Delivery.ACCEPTED) {
            return;
        }
        if (delivery != Delivery.NO_PROCESS) {
            throw refused(id, delivery);
        }
        NodeId target = find(id);
        around.post().send(target, new Packet.Tell(id, encode(id, message)));
    }

    <R> CompletableFuture<R> ask(ProcessId id, Object message) {
        return ask(id, message, askTimeout);
    }

    // The type of the reply is the caller's belief; nobody here could check it.
    @SuppressWarnings("unchecked")
    <R> CompletableFuture<R> ask(ProcessId id, Object message, Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("ask timeout " + timeout + " is not positive");
        }
        try {
            return (CompletableFuture<R>) call(id, message, timeout).future();
        } catch (ProcessException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private Call call(ProcessId id, Object message, Duration timeout) {
        if (closed) {
            throw closed(id);
        }
        Call local = calls.prepare(id, self, timeout);
        Delivery delivery = deliver(id, message, local);
        if (delivery == Delivery.ACCEPTED) {
            calls.watch(local);
            return local;
        }
        if (delivery != Delivery.NO_PROCESS) {
            throw refused(id, delivery);
        }
        NodeId target = find(id);
        Packet.Body body = encode(id, message);
        Call remote = calls.prepare(id, target, timeout);
        var ask = new Packet.Ask(remote.number(), id, body);
        calls.watchRemote(remote.repeatable(ask));
        around.post().send(target, ask);
        return remote;
    }

    /** Hands a message to the copy here, unless that one is passive and an active one is known elsewhere. */
    private Delivery deliver(ProcessId id, Object message, @Nullable ReplyTo replyTo) {
        Delivery delivery = around.runtime().deliverToActive(id, message, replyTo);
        if (delivery != Delivery.PASSIVE) {
            return delivery;
        }
        return activeElsewhere(id) ? Delivery.NO_PROCESS : around.runtime().deliver(id, message, replyTo);
    }

    private boolean activeElsewhere(ProcessId id) {
        Registration registration = around.directory().apply(id);
        return registration != null
                && registration.active().filter(hosted -> !hosted.node().equals(self)).isPresent();
    }

    private NodeId find(ProcessId id) {
        Registration registration = around.directory().apply(id);
        if (registration == null) {
            throw new ProcessException(id, Reason.NOT_FOUND, "is not known to node " + self);
        }
        NodeId node = host(registration, self);
        if (node == null) {
            throw new ProcessException(id, Reason.NOT_RUNNING, "node " + self + " knows of no instance elsewhere");
        }
        return node;
    }

    /** Where the best instance is, leaving out this node and another one. */
    private @Nullable NodeId host(Registration registration, NodeId but) {
        Hosted best = null;
        for (Hosted hosted : registration.instances()) {
            boolean elsewhere = !hosted.node().equals(self) && !hosted.node().equals(but);
            if (elsewhere && better(hosted, best)) {
                best = hosted;
            }
        }
        return best == null ? null : best.node();
    }

    /** An active one before a passive one, then the later one. */
    private static boolean better(Hosted hosted, @Nullable Hosted other) {
        if (other == null) {
            return true;
        }
        Instance one = hosted.instance();
        Instance two = other.instance();
        return one.role() == two.role() ? one.term() > two.term() : one.role() == Role.ACTIVE;
    }

    private Packet.Body encode(ProcessId id, Object message) {
        return switch (encoder.encode(message)) {
            case Encoder.Fit(Packet.Body body) -> body;
            case Encoder.Unfit(Reason reason, String detail) -> throw new ProcessException(id, reason, detail);
        };
    }

    private ProcessException closed(ProcessId id) {
        return new ProcessException(
                id, Reason.NOT_RUNNING, "cannot be reached, the hub on node " + self + " is closed");
    }

    private ProcessException refused(ProcessId id, Delivery delivery) {
        Refused why = why(id, delivery);
        return new ProcessException(id, why.reason, why.detail);
    }

    /** Why a message was not accepted; the detail is the rest of a sentence that begins with the process. */
    private record Refused(Reason reason, String detail) {}

    private Refused why(ProcessId id, Delivery delivery) {
        return switch (delivery) {
            case FULL -> new Refused(Reason.MAILBOX_FULL, "its mailbox on node " + self + " is full");
            case NO_MAILBOX -> new Refused(Reason.NO_MAILBOX, "is a run loop, which takes no messages");
            case NO_PROCESS, PASSIVE -> absent(id);
            case ACCEPTED -> throw new IllegalArgumentException("process " + id + " accepted the message");
        };
    }

    private Refused absent(ProcessId id) {
        return around.directory().apply(id) == null
                ? new Refused(Reason.NOT_FOUND, "is not known to node " + self)
                : new Refused(Reason.NOT_RUNNING, "has no instance on node " + self);
    }

    /**
     * Takes what a router of another node sent. For the thread that brings frames: does not wait, runs no user code.
     * Mail that makes no sense is counted and dropped.
     *
     * @param from the sender
     * @param mail what it says
     */
    public void onMail(NodeId from, Packet.Mail mail) {
        switch (mail) {
            case Packet.Tell(ProcessId id, Packet.Body body) -> onTell(id, body);
            case Packet.Ask(long call, ProcessId id, Packet.Body body) ->
                onAsk(id, body, new Asker(from, call, encoder, around.post()));
            case Packet.Reply(long call, Packet.Body body) -> onReply(calls.find(from, call), body);
            case Packet.Refusal(long call, Reason reason, String detail) ->
                onRefusal(calls.find(from, call), reason, detail);
        }
    }

    private void onTell(ProcessId id, Packet.Body body) {
        MessageType<?> type = around.types().named(body.type());
        if (type == null || around.runtime().deliver(id, new Encoded(type, body.bytes()), null) != Delivery.ACCEPTED) {
            mailDropped.increment();
        }
    }

    private void onAsk(ProcessId id, Packet.Body body, Asker asker) {
        MessageType<?> type = around.types().named(body.type());
        if (type == null) {
            asker.fail(Reason.NOT_SERIALISABLE, unknownType(body));
            return;
        }
        Delivery delivery = around.runtime().deliver(id, new Encoded(type, body.bytes()), asker);
        if (delivery != Delivery.ACCEPTED) {
            Refused why = why(id, delivery);
            asker.fail(why.reason, why.detail);
        }
    }

    private String unknownType(Packet.Body body) {
        return "message type '" + body.type() + "' is not registered on node " + self;
    }

    private void onReply(@Nullable Call call, Packet.Body body) {
        MessageType<?> type = around.types().named(body.type());
        if (call == null) {
            mailDropped.increment();
        } else if (type == null) {
            call.fail(Reason.NOT_SERIALISABLE, unknownType(body));
        } else {
            call.answer(new Encoded(type, body.bytes()));
        }
    }

    private void onRefusal(@Nullable Call call, Reason reason, String detail) {
        if (call == null) {
            mailDropped.increment();
        } else if (!nobodyThere(reason) || !askedElsewhere(call)) {
            call.fail(reason, detail);
        }
    }

    private static boolean nobodyThere(Reason reason) {
        return reason == Reason.NOT_FOUND || reason == Reason.NOT_RUNNING;
    }

    /** Repeats a question, once, if the process has moved from the node that was asked and this one knows where. */
    private boolean askedElsewhere(Call call) {
        Packet.Ask ask = call.again();
        if (ask == null) {
            return false;
        }
        NodeId asked = call.node();
        Encoded body = encoded(ask.body());
        call.turnTo(self);
        if (body != null && around.runtime().deliver(ask.id(), body, call) == Delivery.ACCEPTED) {
            return true;
        }
        Registration registration = around.directory().apply(ask.id());
        NodeId other = registration == null ? null : host(registration, asked);
        if (other == null) {
            return false;
        }
        call.turnTo(other);
        around.post().send(other, ask);
        return true;
    }

    private @Nullable Encoded encoded(Packet.Body body) {
        MessageType<?> type = around.types().named(body.type());
        return type == null ? null : new Encoded(type, body.bytes());
    }

    /**
     * Ends the asks that wait for a node.
     *
     * @param node is gone, or cannot be reached
     */
    public void onNodeLost(NodeId node) {
        calls.failAll(node);
    }

    /** {@return how many asks of this node wait for their end} */
    public int openCalls() {
        return calls.count();
    }

    /** {@return how much mail was dropped: no such process, mailbox full, unknown type, reply that nobody waits for} */
    public long mailDropped() {
        return mailDropped.sum();
    }

    /** Fails what waits and refuses what comes. Idempotent. */
    @Override
    public void close() {
        closed = true;
        calls.close();
    }
}
