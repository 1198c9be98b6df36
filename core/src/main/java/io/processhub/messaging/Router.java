package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.registry.Registration;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.Encoded;
import io.processhub.runtime.Forwarder;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.runtime.ReplyTo;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to processes, on whichever node they run: to the active instance on this node if there is one, else
 * to the instance that became active last of those that this node knows; while no instance is active, to a passive one,
 * on this node if possible. Within the node a message is delivered as the same object; between nodes it is encoded on
 * the sender's thread and decoded by the process.
 *
 * <p>While a process moves, its messages wait in one of two places: in its mailbox on the old node, from which
 * {@link ForwardingRelay} sends them after the process, or on the sender's node in a {@link ReorderBuffer}, whose class
 * comment explains how the order of messages is kept.
 *
 * <p>Thread-safe. No method waits, and only those that senders call, and {@link #forward}, run user code on the calling
 * thread; but mail is shown to an observer of calls as it arrives.
 */
public final class Router implements Forwarder, AutoCloseable {
    private final NodeId self;
    private final RouterDependencies dependencies;
    private final Encoder encoder;
    private final Duration askTimeout;
    private final OpenCalls calls;
    private final InstanceLocator locator;
    private final ProcessRuntime runtime;
    private final ForwardingRelay relay;
    private final LastRoute lastRoute;
    private final DeliveryFailures failures;
    private final Admission admission;
    private final ReorderBuffers reorderBuffers;
    private final DroppedMessages dropped;
    private final CallTracing tracing;
    private volatile boolean closed;

    /**
     * A router without open asks, and the processes of its node. Router and runtime need each other: the router
     * delivers to the runtime, and the runtime forwards the messages of processes that have moved. So the router makes
     * the runtime, as its dependencies say, and gives itself.
     *
     * @param self this node
     * @param dependencies what the router works with
     * @param bodyBytesMax size of the largest encoded message or reply
     * @param askTimeout limit of asks that name none; positive
     */
    public Router(NodeId self, RouterDependencies dependencies, int bodyBytesMax, Duration askTimeout) {
        this.self = self;
        this.dependencies = dependencies;
        this.encoder = new Encoder(dependencies.types(), bodyBytesMax);
        this.askTimeout = askTimeout;
        this.calls = new OpenCalls(dependencies.environment(), encoder);
        this.dropped = new DroppedMessages(dependencies.environment());
        this.tracing = dependencies.tracing(self);
        this.locator = new InstanceLocator(self, dependencies.directory());
        this.reorderBuffers = new ReorderBuffers(self, dependencies, calls, this::destination, this::sendOn);
        this.lastRoute = reorderBuffers.lastRoute();
        this.runtime = dependencies.runtime().apply(this);
        var outbound = new ForwardingRelay.Outbound(dependencies.mail(), dropped);
        this.relay = new ForwardingRelay(runtime, locator, encoder, calls, outbound);
        this.failures = new DeliveryFailures(self, dependencies, runtime);
        this.admission = new Admission(runtime, dependencies.directory(), encoder);
    }

    /** {@return the processes of this node} */
    public ProcessRuntime runtime() {
        return runtime;
    }

    Duration askTimeout() {
        return askTimeout;
    }

    void tell(Admission.Address to, @Nullable Object message) {
        ProcessId id = to.id();
        if (closed) {
            throw closed(id);
        }
        Object admitted = admission.admit(to, message);
        if (tracing.off()) {
            var unused = send(to, admitted);
        } else {
            tracing.tell(to, admitted, followed -> send(to, followed));
        }
    }

    /** Answers whether it goes to another node. */
    private boolean send(Admission.Address to, Object message) {
        if (holdBack(to, message, null)) {
            return true;
        }
        Delivery delivery = deliver(to, message, null);
        if (delivery == Delivery.ACCEPTED) {
            return false;
        }
        ProcessId id = to.id();
        NodeId target = elsewhere(to, message, delivery);
        Packet.Body body = encode(id, message);
        lastRoute.note(id, target);
        dependencies.mail().send(target, new Packet.Tell(id, body));
        return true;
    }

    CompletableFuture<Object> ask(Admission.Address to, @Nullable Object message, Call.Terms terms) {
        if (!terms.limit().isPositive()) {
            throw new IllegalArgumentException("ask timeout " + terms.limit() + " is not positive");
        }
        try {
            if (closed) {
                throw closed(to.id());
            }
            Object admitted = admission.admit(to, message);
            return tracing.off()
                    ? call(to, admitted, terms).future()
                    : tracing.ask(to, admitted, followed -> call(to, followed, terms));
        } catch (ProcessException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private Call call(Admission.Address to, Object message, Call.Terms terms) {
        ProcessId id = to.id();
        Call local = calls.prepare(id, self, terms);
        if (holdBack(to, message, local)) {
            calls.watch(local);
            return local;
        }
        Delivery delivery = deliver(to, message, local);
        if (delivery == Delivery.ACCEPTED) {
            calls.watch(local);
            return local;
        }
        NodeId target = elsewhere(to, message, delivery);
        Packet.Body body = encode(id, message);
        Call remote = calls.prepare(id, target, terms);
        var ask = new Packet.Ask(remote.number(), id, body);
        calls.watchRemote(remote.repeatable(ask));
        lastRoute.note(id, target);
        dependencies.mail().send(target, ask);
        return remote;
    }

    /** Whether the message waits here for earlier ones; one that the process would refuse does not. */
    private boolean holdBack(Admission.Address to, Object message, @Nullable Call call) {
        if (lastRoute.last(to.id()) == null) {
            return false;
        }
        admission.judge(to, message);
        return reorderBuffers.holdBack(to.id(), message, call);
    }

    /** The node to which a message goes that was not accepted here; throws the refusal if it goes nowhere. */
    private NodeId elsewhere(Admission.Address to, Object message, Delivery here) {
        admission.judge(to, message);
        if (here != Delivery.NO_PROCESS) {
            throw failures.of(to.id(), here, message).exception(to.id());
        }
        return find(to.id());
    }

    /** Delivers what has no reference any more: it came from another node, or has waited. */
    private Delivery deliver(ProcessId id, Object message, @Nullable ReplyTo replyTo) {
        return deliver(id, null, message, replyTo);
    }

    private Delivery deliver(Admission.Address to, Object message, @Nullable ReplyTo replyTo) {
        return deliver(to.id(), to.type(), message, replyTo);
    }

    /** Delivers to the copy here, unless it is passive and an active one is known on another node. */
    private Delivery deliver(ProcessId id, @Nullable String type, Object message, @Nullable ReplyTo replyTo) {
        Delivery delivery = runtime.deliverToActive(id, type, message, replyTo);
        if (delivery != Delivery.PASSIVE) {
            return delivery;
        }
        return locator.activeElsewhere(id) ? Delivery.NO_PROCESS : runtime.deliver(id, type, message, replyTo);
    }

    /** The node that had the process last knows where it is now, though the registry here may not show it yet. */
    private NodeId find(ProcessId id) {
        Registration registration = dependencies.directory().apply(id);
        NodeId node = registration == null ? null : locator.find(registration);
        NodeId last = node == null ? lastRoute.last(id) : null;
        if (last != null && (registration == null || !registration.runsOn(last))) {
            node = last;
        }
        if (node == null) {
            throw failures.absent(id, "node " + self + " knows of no active instance")
                    .exception(id);
        }
        return node;
    }

    /** The node to which messages for a process go now; {@code null} when this node knows of none. */
    private @Nullable NodeId destination(ProcessId id) {
        boolean here = runtime.hostsActive(id) || (runtime.hosts(id) && !locator.activeElsewhere(id));
        return here ? self : locator.find(id);
    }

    /** Sends a message that has waited for the move of its process to end. */
    private void sendOn(ProcessId id, ReorderBuffer.Waiting one) {
        Delivery delivery = deliver(id, one.message(), one.call());
        if (delivery == Delivery.NO_PROCESS) {
            relay.forward(id, one.message(), one.call());
        } else if (delivery != Delivery.ACCEPTED) {
            failures.of(id, delivery, one.message()).report(id, one.call(), dropped);
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
     * Takes mail from the router of another node. For the thread that delivers frames: does not wait, runs no user
     * code. Mail that makes no sense is counted and dropped.
     *
     * @param from the sender
     * @param mail what was sent
     */
    public void onMail(NodeId from, Packet.Mail mail) {
        switch (mail) {
            case Packet.Tell tell -> onTell(tell);
            case Packet.Ask ask -> onAsk(ask, ask.asker() == null ? from : ask.asker());
            case Packet.Forwarded(long call, NodeId to, int hops) -> onForwarded(calls.find(call), to, hops);
            case Packet.Reply(long call, Packet.Body body) -> onReply(calls.find(call), body);
            case Packet.Refusal(long call, Reason reason, String detail) ->
                onRefusal(from, calls.find(call), reason, detail);
        }
    }

    private void onTell(Packet.Tell tell) {
        ProcessId id = tell.id();
        Object body = decodable(id, tell.body());
        if (body == null) {
            unknown(tell.body()).report(id, null, dropped);
            return;
        }
        Delivery delivery = deliver(id, body, null);
        if (delivery == Delivery.NO_PROCESS) {
            delivery = relay.forward(tell) ? Delivery.ACCEPTED : runtime.deliver(id, null, body, null);
        }
        if (delivery != Delivery.ACCEPTED) {
            failures.of(id, delivery, body).report(id, null, dropped);
        }
    }

    private void onAsk(Packet.Ask ask, NodeId from) {
        ReplyTo asker = asker(ask, from);
        Object body = decodable(ask.id(), ask.body());
        if (body == null) {
            unknown(ask.body()).report(ask.id(), asker, dropped);
            return;
        }
        Delivery delivery = deliver(ask.id(), body, asker);
        if (delivery == Delivery.NO_PROCESS) {
            delivery = relay.forward(ask, from) ? Delivery.ACCEPTED : runtime.deliver(ask.id(), null, body, asker);
        }
        if (delivery != Delivery.ACCEPTED) {
            failures.of(ask.id(), delivery, body).report(ask.id(), asker, dropped);
        }
    }

    /** A question of this node comes back to it when the process has moved to this node meanwhile. */
    private ReplyTo asker(Packet.Ask ask, NodeId from) {
        Call own = from.equals(self) ? calls.find(ask.call()) : null;
        if (own == null) {
            return new RemoteAsker(from, ask.call(), ask.hops(), encoder, dependencies.mail());
        }
        own.follow(self, ask.hops());
        return own;
    }

    private static void onForwarded(@Nullable Call call, NodeId to, int hops) {
        if (call != null) {
            call.follow(to, hops);
        }
    }

    @Override
    public boolean successorKnown(ProcessId id) {
        return locator.find(id) != null;
    }

    @Override
    public void forward(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
        relay.forward(id, body, replyTo);
    }

    @Override
    public void dropped(ProcessId id, Reason reason, int messages) {
        dropped.count(id, reason, messages);
    }

    private DeliveryFailures.Failure unknown(Packet.Body body) {
        return new DeliveryFailures.Failure(
                Reason.NOT_SERIALISABLE, "message type '" + body.type() + "' is not registered on node " + self);
    }

    private void onReply(@Nullable Call call, Packet.Body body) {
        Encoded reply = encoder.decodable(body, null);
        if (call == null) {
            dropped.countLateReply();
        } else if (reply == null) {
            call.fail(Reason.NOT_SERIALISABLE, unknown(body).detail());
        } else {
            call.answer(reply);
        }
    }

    /** Only the node that has the question now can say that the process is absent. */
    private void onRefusal(NodeId from, @Nullable Call call, Reason reason, String detail) {
        if (call == null || (absent(reason) && !call.node().equals(from))) {
            return; // too late
        }
        if (!absent(reason) || !askElsewhere(call)) {
            call.fail(reason, detail);
        }
    }

    private static boolean absent(Reason reason) {
        return reason == Reason.NOT_FOUND || reason == Reason.NOT_RUNNING || reason == Reason.PARKED;
    }

    /** Repeats a question, once, if the process has moved from the node that was asked and this node knows where. */
    private boolean askElsewhere(Call call) {
        Packet.Ask ask = call.repeatable();
        if (ask == null) {
            return false;
        }
        NodeId asked = call.node();
        Encoded body = encoder.decodable(ask.body(), tracing.arrived(ask.id(), ask.body()));
        call.redirect(self);
        if (body != null && runtime.deliver(ask.id(), null, body, call) == Delivery.ACCEPTED) {
            return true;
        }
        NodeId other = locator.findBut(ask.id(), asked);
        if (other == null) {
            return false;
        }
        call.redirect(other);
        dependencies.mail().send(other, ask);
        return true;
    }

    private @Nullable Object decodable(ProcessId id, Packet.Body body) {
        return body.type().isEmpty() ? FlushMarker.MARKER : encoder.decodable(body, tracing.arrived(id, body));
    }

    /**
     * Ends the asks that wait for a node.
     *
     * @param node it is gone, or cannot be reached
     */
    public void onNodeLost(NodeId node) {
        lastRoute.forget(node);
        calls.failAll(node);
    }

    /** {@return how many asks of this node wait for their end} */
    public int openCalls() {
        return calls.count();
    }

    /**
     * {@return by reason, how many messages were dropped whose senders wait for no reply, and how many late replies}
     */
    public Map<Reason, Long> dropped() {
        return dropped.counts();
    }

    /** Fails the open asks and refuses new messages. Idempotent. */
    @Override
    public void close() {
        closed = true;
        calls.close();
    }
}
