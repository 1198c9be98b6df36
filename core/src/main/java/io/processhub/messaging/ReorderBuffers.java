package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.messaging.RouterDependencies.MailSender;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@link ReorderBuffer}s of this node, one for each process that has just moved. Thread-safe. */
final class ReorderBuffers {
    private static final Duration FLUSH_MAX = Duration.ofSeconds(1);

    // immutable state
    private final NodeId self;
    private final OpenCalls calls;
    private final MailSender mail;
    private final LastRoute lastRoute;
    private final Function<ProcessId, @Nullable NodeId> destination;
    private final BiConsumer<ProcessId, ReorderBuffer.Waiting> send;

    // mutable state
    private final Map<ProcessId, ReorderBuffer> buffers = new ConcurrentHashMap<>();

    /**
     * No message waits yet. {@code destination} is the node to which messages for a process go now, {@code null} when
     * none is known; {@code send} takes the messages that have waited.
     */
    ReorderBuffers(
            NodeId self,
            RouterDependencies dependencies,
            OpenCalls calls,
            Function<ProcessId, @Nullable NodeId> destination,
            BiConsumer<ProcessId, ReorderBuffer.Waiting> send) {
        this.self = self;
        this.calls = calls;
        this.mail = dependencies.mail();
        this.lastRoute = new LastRoute(dependencies.environment());
        this.destination = destination;
        this.send = send;
    }

    /** The nodes to which messages went last; the sender of a message notes it. */
    LastRoute lastRoute() {
        return lastRoute;
    }

    /**
     * Lets a message wait if earlier ones that this node sent to the same process may still be on their way through its
     * former node; the answer is whether it waits.
     */
    boolean holdBack(ProcessId id, Object message, @Nullable Call call) {
        NodeId last = lastRoute.last(id);
        if (last == null) {
            return false;
        }
        ReorderBuffer buffer = buffers.get(id);
        if (buffer == null && hasMoved(id, last)) {
            buffer = buffers.computeIfAbsent(id, moved -> new ReorderBuffer());
            flush(id, last, buffer);
        }
        if (buffer == null) {
            return false;
        }
        return switch (buffer.add(new ReorderBuffer.Waiting(message, call))) {
            case WAITS -> true;
            case OVER -> false;
            case FULL ->
                throw new ProcessException(
                        id, Reason.MAILBOX_FULL, "too many messages wait on node " + self + " for its move to end");
        };
    }

    private boolean hasMoved(ProcessId id, NodeId last) {
        NodeId now = destination.apply(id);
        return now != null && !now.equals(last);
    }

    /** Sends a marker the old way; when it has been handled, so has everything that was sent before it. */
    private void flush(ProcessId id, NodeId last, ReorderBuffer buffer) {
        if (!buffer.begin()) {
            return;
        }
        Call call = calls.prepare(id, last, Call.Terms.within(FLUSH_MAX));
        calls.watchRemote(call);
        mail.send(last, new Packet.Ask(call.number(), id, ForwardingRelay.MARKER));
        var unused = call.future().handle((reached, lost) -> {
            buffer.release(one -> send.accept(id, one), () -> {
                lastRoute.forget(id);
                buffers.remove(id, buffer);
            });
            return reached;
        });
    }
}
