package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessRef;
import io.processhub.registry.Registration;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.Encoded;
import io.processhub.runtime.FlushMarker;
import io.processhub.runtime.Forwarder;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to processes, wherever they run: to the active instance on this node if there is one, else to the one
 * that became active last of those that this node knows of; while there is none, to a passive one, here if possible.
 * Within the node messages are handed over as they are, between nodes they are encoded on the sender's thread and
 * decoded on a worker.
 *
 * <p>Thread-safe; no method waits, and none but the senders' own runs user code on the calling thread.
 */
public final class Router implements Forwarder, AutoCloseable {
    private static final Duration DETOUR_MAX = Duration.ofSeconds(1);

    private final NodeId self;
    private final RouterDependencies around;
    private final Encoder encoder;
    private final Duration askTimeout;
    private final OpenCalls calls;
    private final ForwardingRelay relay;
    private final LastRoute routes;
    private final DeliveryFailures refusals;
    private final Map<ProcessId, ReorderBuffer> detours = new ConcurrentHashMap<>();
    private final DroppedMessages losses;
    private volatile boolean closed;

    /**
     * A router without open asks.
     *
     * @param self this node
     * @param around what it works with
     * @param bodyBytesMax how long an encoded message or reply may be
     * @param askTimeout limit of asks that name none; positive
     */
    public Router(NodeId self, RouterDependencies around, int bodyBytesMax, Duration askTimeout) {
        this.self = self;
        this.around = around;
        this.encoder = new Encoder(around.types(), bodyBytesMax);
        this.askTimeout = askTimeout;
        this.calls = new OpenCalls(around.environment());
        this.losses = new DroppedMessages(around.environment());
        this.relay = new ForwardingRelay(self, around, encoder, calls, losses);
        this.routes = new LastRoute(around.environment());
        this.refusals = new DeliveryFailures(self, around);
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
        if (waits(id, message, null)) {
            return;
        }
        Delivery delivery = deliver(id, message, null);
        if (delivery == Delivery.ACCEPTED) {
            return;
        }
        if (delivery != Delivery.NO_PROCESS) {
            throw refusals.of(id, delivery).exception(id);
        }
        NodeId target = find(id);
        Packet.Body body = encode(id, message);
        routes.note(id, target);
        around.post().send(target, new Packet.Tell(id, body));
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
        if (waits(id, message, local)) {
            calls.watch(local);
            return local;
        }
        Delivery delivery = deliver(id, message, local);
        if (delivery == Delivery.ACCEPTED) {
            calls.watch(local);
            return local;
        }
        if (delivery != Delivery.NO_PROCESS) {
            throw refusals.of(id, delivery).exception(id);
        }
        NodeId target = find(id);
        Packet.Body body = encode(id, message);
        Call remote = calls.prepare(id, target, timeout);
        var ask = new Packet.Ask(remote.number(), id, body);
        calls.watchRemote(remote.repeatable(ask));
        routes.note(id, target);
        around.post().send(target, ask);
        return remote;
    }

    /** Hands a message to the copy here, unless that one is passive and an active one is known elsewhere. */
    private Delivery deliver(ProcessId id, Object message, @Nullable ReplyTo replyTo) {
        Delivery delivery = around.runtime().deliverToActive(id, message, replyTo);
        if (delivery != Delivery.PASSIVE) {
            return delivery;
        }
        return relay.activeElsewhere(id)
                ? Delivery.NO_PROCESS
                : around.runtime().deliver(id, message, replyTo);
    }

    /** Who had the process last knows where it has gone, though the news of that may not have come here. */
    private NodeId find(ProcessId id) {
        Registration registration = around.directory().apply(id);
        NodeId node = registration == null ? null : relay.host(registration, self);
        NodeId last = node == null ? routes.last(id) : null;
        if (last != null && (registration == null || !registration.runsOn(last))) {
            node = last;
        }
        if (node == null) {
            throw refusals.absent(id, "node " + self + " knows of no active instance")
                    .exception(id);
        }
        return node;
    }

    /**
     * Lets a message wait if others that this node sent for the same process may still be on their way by its former
     * place. Answers whether it waits.
     */
    private boolean waits(ProcessId id, Object message, @Nullable Call call) {
        NodeId last = routes.last(id);
        if (last == null) {
            return false;
        }
        ReorderBuffer detour = detours.get(id);
        if (detour == null && hasMoved(id, last)) {
            detour = detours.computeIfAbsent(id, moved -> new ReorderBuffer());
            mark(id, last, detour);
        }
        if (detour == null) {
            return false;
        }
        return switch (detour.add(new ReorderBuffer.Waiting(message, call))) {
            case WAITS -> true;
            case OVER -> false;
            case FULL ->
                throw new ProcessException(
                        id, Reason.MAILBOX_FULL, "too many messages wait on node " + self + " for its move to end");
        };
    }

    private boolean hasMoved(ProcessId id, NodeId last) {
        boolean here = around.runtime().hostsActive(id) || (around.runtime().hosts(id) && !relay.activeElsewhere(id));
        NodeId now = here ? self : relay.host(id, self);
        return now != null && !now.equals(last);
    }

    /** When a mark that was sent the old way has been reached, so has everything that was sent before it. */
    private void mark(ProcessId id, NodeId last, ReorderBuffer detour) {
        if (!detour.begin()) {
            return;
        }
        Call call = calls.prepare(id, last, DETOUR_MAX);
        calls.watchRemote(call);
        around.post().send(last, new Packet.Ask(call.number(), id, ForwardingRelay.MARKER));
        var unused = call.future().handle((reached, lost) -> {
            detour.release(one -> goOn(id, one), () -> {
                routes.forget(id);
                detours.remove(id, detour);
            });
            return reached;
        });
    }

    private void goOn(ProcessId id, ReorderBuffer.Waiting one) {
        Delivery delivery = deliver(id, one.message(), one.call());
        if (delivery == Delivery.NO_PROCESS) {
            relay.passOn(id, one.message(), one.call());
        } else if (delivery != Delivery.ACCEPTED) {
            refusals.of(id, delivery).tell(id, one.call(), losses);
        }
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

    /**
     * Takes what a router of another node sent. For the thread that brings frames: does not wait, runs no user code.
     * Mail that makes no sense is counted and dropped.
     *
     * @param from the sender
     * @param mail what it says
     */
    public void onMail(NodeId from, Packet.Mail mail) {
        switch (mail) {
            case Packet.Tell tell -> onTell(tell);
            case Packet.Ask ask -> onAsk(ask, ask.asker() == null ? from : ask.asker());
            case Packet.PassedOn(long call, NodeId to, int hops) -> onPassedOn(calls.find(call), to, hops);
            case Packet.Reply(long call, Packet.Body body) -> onReply(calls.find(call), body);
            case Packet.Refusal(long call, Reason reason, String detail) ->
                onRefusal(from, calls.find(call), reason, detail);
        }
    }

    private void onTell(Packet.Tell tell) {
        ProcessId id = tell.id();
        Object body = opened(tell.body());
        if (body == null) {
            unknown(tell.body()).tell(id, null, losses);
            return;
        }
        Delivery delivery = deliver(id, body, null);
        if (delivery == Delivery.NO_PROCESS) {
            delivery = relay.passOn(tell) ? Delivery.ACCEPTED : around.runtime().deliver(id, body, null);
        }
        if (delivery != Delivery.ACCEPTED) {
            refusals.of(id, delivery).tell(id, null, losses);
        }
    }

    private void onAsk(Packet.Ask ask, NodeId from) {
        ReplyTo asker = asker(ask, from);
        Object body = opened(ask.body());
        if (body == null) {
            unknown(ask.body()).tell(ask.id(), asker, losses);
            return;
        }
        Delivery delivery = deliver(ask.id(), body, asker);
        if (delivery == Delivery.NO_PROCESS) {
            delivery = relay.passOn(ask, from)
                    ? Delivery.ACCEPTED
                    : around.runtime().deliver(ask.id(), body, asker);
        }
        if (delivery != Delivery.ACCEPTED) {
            refusals.of(ask.id(), delivery).tell(ask.id(), asker, losses);
        }
    }

    /** A question of this node comes back to it when the process has moved here meanwhile. */
    private ReplyTo asker(Packet.Ask ask, NodeId from) {
        Call own = from.equals(self) ? calls.find(ask.call()) : null;
        if (own == null) {
            return new RemoteAsker(from, ask.call(), ask.hops(), encoder, around.post());
        }
        own.follow(self, ask.hops());
        return own;
    }

    private static void onPassedOn(@Nullable Call call, NodeId to, int hops) {
        if (call != null) {
            call.follow(to, hops);
        }
    }

    @Override
    public boolean successorKnown(ProcessId id) {
        return relay.host(id, self) != null;
    }

    @Override
    public void passOn(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
        relay.passOn(id, body, replyTo);
    }

    @Override
    public void dropped(ProcessId id, Reason reason, int messages) {
        losses.count(id, reason, messages);
    }

    private DeliveryFailures.Refusal unknown(Packet.Body body) {
        return new DeliveryFailures.Refusal(
                Reason.NOT_SERIALISABLE, "message type '" + body.type() + "' is not registered on node " + self);
    }

    private void onReply(@Nullable Call call, Packet.Body body) {
        Encoded reply = encoder.decodable(body);
        if (call == null) {
            losses.countLateReply();
        } else if (reply == null) {
            call.fail(Reason.NOT_SERIALISABLE, unknown(body).detail());
        } else {
            call.answer(reply);
        }
    }

    /** That nobody is there, only the node can say that has the question now. */
    private void onRefusal(NodeId from, @Nullable Call call, Reason reason, String detail) {
        if (call == null || (nobodyThere(reason) && !call.node().equals(from))) {
            return; // it comes late
        }
        if (!nobodyThere(reason) || !askedElsewhere(call)) {
            call.fail(reason, detail);
        }
    }

    private static boolean nobodyThere(Reason reason) {
        return reason == Reason.NOT_FOUND || reason == Reason.NOT_RUNNING || reason == Reason.PARKED;
    }

    /** Repeats a question, once, if the process has moved from the node that was asked and this one knows where. */
    private boolean askedElsewhere(Call call) {
        Packet.Ask ask = call.again();
        if (ask == null) {
            return false;
        }
        NodeId asked = call.node();
        Encoded body = encoder.decodable(ask.body());
        call.turnTo(self);
        if (body != null && around.runtime().deliver(ask.id(), body, call) == Delivery.ACCEPTED) {
            return true;
        }
        Registration registration = around.directory().apply(ask.id());
        NodeId other = registration == null ? null : relay.host(registration, asked);
        if (other == null) {
            return false;
        }
        call.turnTo(other);
        around.post().send(other, ask);
        return true;
    }

    private @Nullable Object opened(Packet.Body body) {
        return body.type().isEmpty() ? FlushMarker.MARKER : encoder.decodable(body);
    }

    /**
     * Ends the asks that wait for a node.
     *
     * @param node is gone, or cannot be reached
     */
    public void onNodeLost(NodeId node) {
        routes.forget(node);
        calls.failAll(node);
    }

    /** {@return how many asks of this node wait for their end} */
    public int openCalls() {
        return calls.count();
    }

    /** {@return how many messages were dropped while nobody waited to be told, and late replies, by reason} */
    public Map<Reason, Long> dropped() {
        return losses.counts();
    }

    /** Fails what waits and refuses what comes. Idempotent. */
    @Override
    public void close() {
        closed = true;
        calls.close();
    }
}
