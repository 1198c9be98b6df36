package io.processhub.jgroups.sending;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to one member on its own thread, because JGroups may block a sender: by flow control, by a full queue, or by a
 * connection attempt to a host that does not answer. So a slow member does not delay the others. Frames that come
 * meanwhile are packed together into one message, which costs JGroups no more than a single frame.
 *
 * <p>The queue is bounded to 32 MiB, where each frame counts its length plus 64 bytes of overhead; frames beyond the
 * bound are dropped and counted. Thread-safe.
 */
public final class Peer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final long WAITING_BYTES_MAX = 32L << 20;
    private static final int FRAME_COST_BYTES = 64;

    private final JChannel channel;
    private final Address address;
    private final LongAdder framesDropped;
    private final Thread thread;

    /** Only the thread uses it. */
    private final ByteArrayDataOutputStream headers = new ByteArrayDataOutputStream();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by the lock
    private final Deque<FrameBatch> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /** Of the batch that was sent last: the next ones will be as large, as a rule. */
    private int bytesBefore;

    private boolean closed;

    /**
     * Begins to send.
     *
     * @param channel sends what was batched
     * @param address the member
     * @param framesDropped counts the frames that are dropped
     */
    public Peer(JChannel channel, Address address, LongAdder framesDropped) {
        this.channel = channel;
        this.address = address;
        this.framesDropped = framesDropped;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("processhub-jgroups-to-" + address)
                .start(this::sendAll);
    }

    /**
     * Queues a frame; drops and counts it when the queue is full.
     *
     * @param frame copied
     */
    public void send(byte[] frame) {
        lock.lock();
        try {
            long cost = cost(1, frame.length);
            if (closed || waitingBytes + cost > WAITING_BYTES_MAX) {
                framesDropped.increment();
                return;
            }
            waitingBytes += cost;
            pack(frame);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void pack(byte[] frame) {
        FrameBatch last = waiting.peekLast();
        if (last == null || !last.hasRoomFor(frame)) {
            last = new FrameBatch(bytesBefore);
            waiting.add(last);
        }
        last.add(frame);
    }

    private static long cost(int frames, int bytes) {
        return (long) frames * FRAME_COST_BYTES + bytes;
    }

    private void sendAll() {
        try {
            for (PackedFrames next = take(); next != null; next = take()) {
                send(next);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for frames; {@code null} when there will be none any more. */
    private @Nullable PackedFrames take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            FrameBatch first = waiting.poll();
            if (first == null) {
                return null;
            }
            waitingBytes -= cost(first.frames(), first.frameBytes());
            bytesBefore = first.bytes();
            return first.message(address, headers);
        } finally {
            lock.unlock();
        }
    }

    private void send(PackedFrames frames) throws InterruptedException {
        try {
            channel.send(frames);
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failed) {
            // A closing channel rejects messages; any other failure is a loss of frames, from which the hub recovers.
            framesDropped.increment();
            LOG.debug("frames to {} were not sent", address, failed);
        }
    }

    /** Accepts no more frames; queued frames are still sent, then the thread ends. Does not wait. */
    public void finish() {
        end(/* drop= */ false);
    }

    private void end(boolean drop) {
        lock.lock();
        try {
            closed = true;
            if (drop) {
                waiting.clear();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the thread has ended or the limit has passed.
     *
     * @param limit may be zero or less
     * @throws InterruptedException when interrupted meanwhile
     */
    public void awaitEnd(Duration limit) throws InterruptedException {
        if (limit.isPositive()) {
            thread.join(limit);
        }
    }

    /** Drops queued frames and ends the thread, without waiting for it. Idempotent. */
    @Override
    public void close() {
        end(/* drop= */ true);
        thread.interrupt();
    }
}
