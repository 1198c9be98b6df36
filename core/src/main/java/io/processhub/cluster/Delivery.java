package io.processhub.cluster;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving half of an engine, for authors of engines: it enforces the contract of {@link Cluster} towards the
 * listener. It numbers the views, passes frames and views to the listener in the order of submission, one call at a
 * time, and begins no call after {@link #close}.
 *
 * <p>Pending frames are bounded to 64 MiB, where each frame counts its length plus 64 bytes of overhead; a frame beyond
 * the bound is dropped and counted. Blocking the caller instead would break the rule that a send never blocks, and only
 * a stuck listener falls this far behind. Views are never dropped.
 *
 * <p>Thread-safe. Only {@link #awaitFirstView} and {@link #close} wait for the listener. An exception of the listener
 * is logged; the listener is called again for the next event.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long WAITING_BYTES_MAX = 64L << 20;
    private static final int FRAME_COST_BYTES = 64;

    private final NodeId self;
    private final Cluster.Listener listener;
    private final Executor lane;

    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch firstViewHeard = new CountDownLatch(1);
    private final AtomicLong waitingBytes = new AtomicLong();

    /** How many tasks wait in the lane, or run there: no other thread passes them by. */
    private final AtomicInteger queued = new AtomicInteger();

    private final LongAdder framesDropped = new LongAdder();
    private List<NodeId> members = List.of();
    private long viewNumber;
    private volatile boolean closed;

    /**
     * Creates a delivery without events.
     *
     * @param self the node that the listener belongs to
     * @param listener receives views and frames
     * @param lane runs one task at a time, in order; owned by the caller, which may close it after this delivery
     */
    public Delivery(NodeId self, Cluster.Listener listener, Executor lane) {
        this.self = self;
        this.listener = listener;
        this.lane = lane;
    }

    /**
     * Passes the set of reachable nodes to the listener, unless it equals that of the last call.
     *
     * @param reachable all reachable nodes including this one, in any order
     * @throws IllegalArgumentException when this node is not among them
     */
    public synchronized void view(List<NodeId> reachable) {
        var view = new Cluster.View(viewNumber + 1, self, reachable);
        if (view.members().equals(members)) {
            return;
        }
        members = view.members();
        viewNumber = view.number();
        run(() -> {
            call(() -> listener.onView(view));
            firstViewHeard.countDown();
        });
    }

    /**
     * Passes a frame to the listener.
     *
     * @param from the sender
     * @param frame owned by the listener after the call
     */
    public void frame(NodeId from, byte[] frame) {
        queue(cost(frame.length), 1, () -> call(() -> listener.onFrame(from, frame)));
    }

    /**
     * Passes frames that arrived together to the listener, as one task. If nothing waits for the listener, the calling
     * thread calls it: that spares a change of threads, and a listener that is slow slows this sender down.
     *
     * @param from the sender; frames of one sender are passed by one thread at a time
     * @param frames in their order, at least one; owned by the listener after the call, and their bytes not changed any
     *     more
     */
    public void frames(NodeId from, List<ByteBuffer> frames) {
        if (!turn.isHeldByCurrentThread() && turn.tryLock()) {
            try {
                if (queued.get() == 0) {
                    pass(from, frames);
                    return;
                }
            } finally {
                turn.unlock();
            }
        }
        long cost = 0;
        for (ByteBuffer frame : frames) {
            cost += cost(frame.remaining());
        }
        queue(cost, frames.size(), () -> pass(from, frames));
    }

    private void pass(NodeId from, List<ByteBuffer> frames) {
        for (ByteBuffer frame : frames) {
            call(() -> listener.onFrame(from, frame));
        }
    }

    private static long cost(int bytes) {
        return (long) bytes + FRAME_COST_BYTES;
    }

    private void queue(long cost, int frames, Runnable task) {
        if (waitingBytes.addAndGet(cost) > WAITING_BYTES_MAX) {
            waitingBytes.addAndGet(-cost);
            framesDropped.add(frames);
            return;
        }
        run(() -> {
            waitingBytes.addAndGet(-cost);
            task.run();
        });
    }

    /**
     * Tells the listener that the engine cannot go on.
     *
     * @param cause why
     */
    public void end(Throwable cause) {
        run(() -> call(() -> listener.onEnd(cause)));
    }

    private void run(Runnable task) {
        queued.incrementAndGet();
        try {
            lane.execute(() -> {
                try {
                    task.run();
                } finally {
                    queued.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException refused) {
            queued.decrementAndGet();
            // The lane of a closing engine rejects late frames. The lane of an open engine must not reject any.
            if (!closed) {
                throw refused;
            }
        }
    }

    private void call(Runnable call) {
        turn.lock();
        try {
            if (!closed) {
                call.run();
            }
        } catch (RuntimeException thrown) {
            LOG.error("the cluster listener of {} threw; it continues with the next event", self, thrown);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Waits until the listener has received the first view, or this delivery is closed.
     *
     * @throws InterruptedException when interrupted while waiting
     */
    public void awaitFirstView() throws InterruptedException {
        firstViewHeard.await();
    }

    /** {@return the number of frames dropped because the listener fell behind by more than the bound} */
    public long framesDropped() {
        return framesDropped.sum();
    }

    /**
     * Begins no further listener calls. Waits for a call in progress, unless invoked from that call. Idempotent. Ends
     * {@link #awaitFirstView}.
     */
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
        } finally {
            turn.unlock();
        }
        firstViewHeard.countDown();
    }
}
