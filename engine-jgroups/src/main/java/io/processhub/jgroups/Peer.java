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
 * Sends to one member on a thread of its own, because JGroups may block a sender: by flow control, by a full queue, by
 * a connect to a host that does not answer. A slow member so delays nobody else. Frames that wait go out together in
 * one message, which costs JGroups no more than one alone.
 *
 * <p>What waits is bounded to 32 MiB, each frame counted with 64 bytes of its own cost; beyond that frames are dropped
 * and counted. Thread-safe.
 */
final class Peer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final long WAITING_BYTES_MAX = 32L << 20;
    private static final int FRAME_COST_BYTES = 64;

    /** Waits behind the last frame; recognised by its identity. */
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

    /** Queues a frame; drops it when too much waits already. */
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

    // A frame may be empty too, so only the object itself tells the end.
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
            // A channel that closes refuses; anything else are frames lost, which the hub repairs.
            framesDropped.increment();
            LOG.debug("frames to {} were not sent", address, failed);
        }
    }

    /** Takes no more frames; what waits still goes out, and then the thread ends. Does not wait. */
    void finish() {
        closed = true;
        waiting.add(END);
    }

    /** Waits for the end of the thread, for a limited time. */
    void awaitEnd(Duration limit) throws InterruptedException {
        if (limit.isPositive()) {
            thread.join(limit);
        }
    }

    /** Drops what waits and ends the thread, without waiting for it. Idempotent. */
    @Override
    public void close() {
        closed = true;
        waiting.clear();
        waiting.add(END);
        thread.interrupt();
    }
}
