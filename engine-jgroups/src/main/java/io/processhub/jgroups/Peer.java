package io.processhub.jgroups;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to one member on its own thread, because JGroups may block a sender: by flow control, by a full queue, or by a
 * connection attempt to a host that does not answer. So a slow member does not delay the others. Queued frames are sent
 * together in one message, which costs JGroups no more than a single frame.
 *
 * <p>The queue is bounded to 32 MiB, where each frame counts its length plus 64 bytes of overhead; frames beyond the
 * bound are dropped and counted. Thread-safe.
 */
final class Peer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final long WAITING_BYTES_MAX = 32L << 20;
    private static final int FRAME_COST_BYTES = 64;

    /** The marker behind the last frame; compared by identity. */
    private static final byte[] END = new byte[0];

    private final JChannel channel;
    private final Address address;
    private final LongAdder framesDropped;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    Peer(JChannel channel, Address address, LongAdder framesDropped) {
        this.channel = channel;
        this.address = address;
        this.framesDropped = framesDropped;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("processhub-jgroups-to-" + address)
                .start(this::sendAll);
    }

    /** Queues a frame; drops and counts it when the queue is full. */
    void send(byte[] frame) {
        long cost = cost(frame);
        if (closed || waitingBytes.addAndGet(cost) > WAITING_BYTES_MAX) {
            waitingBytes.addAndGet(-cost);
            framesDropped.increment();
            return;
        }
        waiting.add(frame);
    }

    private static long cost(byte[] frame) {
        return (long) frame.length + FRAME_COST_BYTES;
    }

    private void sendAll() {
        try {
            var batch = new FrameBatch();
            for (byte[] first = waiting.take(); !end(first); first = waiting.take()) {
                batch.add(taken(first));
                for (byte[] next = waiting.peek(); fits(next, batch); next = waiting.peek()) {
                    batch.add(taken(waiting.remove()));
                }
                send(new BytesMessage(address, batch.drain()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean fits(byte @Nullable [] next, FrameBatch batch) {
        return next != null && !end(next) && batch.hasRoomFor(next);
    }

    // A frame may be empty as well, so only the identity of the array marks the end.
    @SuppressWarnings("ReferenceEquality")
    private static boolean end(byte[] frame) {
        return frame == END;
    }

    private byte[] taken(byte[] frame) {
        waitingBytes.addAndGet(-cost(frame));
        return frame;
    }

    private void send(BytesMessage message) throws InterruptedException {
        try {
            channel.send(message);
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failed) {
            // A closing channel rejects messages; any other failure is a loss of frames, from which the hub recovers.
            framesDropped.increment();
            LOG.debug("frames to {} were not sent", address, failed);
        }
    }

    /** Accepts no more frames; queued frames are still sent, then the thread ends. Does not wait. */
    void finish() {
        closed = true;
        waiting.add(END);
    }

    /** Waits until the thread has ended or the limit has passed. */
    void awaitEnd(Duration limit) throws InterruptedException {
        if (limit.isPositive()) {
            thread.join(limit);
        }
    }

    /** Drops queued frames and ends the thread, without waiting for it. Idempotent. */
    @Override
    public void close() {
        closed = true;
        waiting.clear();
        waiting.add(END);
        thread.interrupt();
    }
}
