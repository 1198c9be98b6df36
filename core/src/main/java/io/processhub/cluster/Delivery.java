package io.processhub.cluster;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving half of an engine, for those who write one: keeps what {@link Cluster} promises about its listener.
 * Views are numbered, frames and views are heard in the order in which they were given, one call at a time, and none
 * begins after {@link #close}.
 *
 * <p>What was given and not yet heard is bounded to 64 MiB, each frame counted with 64 bytes of its own cost; a frame
 * beyond that is dropped and counted. Blocking the giver instead would break the promise that a send never blocks, and
 * a listener is only that far behind when it is stuck. Views are never dropped.
 *
 * <p>Thread-safe. No method but {@link #awaitFirstView} and {@link #close} waits for the listener. A listener that
 * throws is logged and called again for the next event.
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
    private final LongAdder framesDropped = new LongAdder();
    private List<NodeId> members = List.of();
    private long viewNumber;
    private volatile boolean closed;

    /**
     * Nothing is delivered yet.
     *
     * @param self the node whose listener this is
     * @param listener who hears
     * @param lane runs one task at a time, in order; belongs to the caller, who may close it after this delivery
     */
    public Delivery(NodeId self, Cluster.Listener listener, Executor lane) {
        this.self = self;
        this.listener = listener;
        this.lane = lane;
    }

    /**
     * Passes on who is reachable, unless nothing changed since the last call.
     *
     * @param reachable all reachable nodes including this one, in any order
     * @throws IllegalArgumentException when this node is not among them
     */
    public synchronized void view(List<NodeId> reachable) {
        var view = new ClusterView(viewNumber + 1, self, reachable);
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
     * Passes a frame on.
     *
     * @param from who sent it
     * @param frame belongs to the listener from now on
     */
    public void frame(NodeId from, byte[] frame) {
        long cost = (long) frame.length + FRAME_COST_BYTES;
        if (waitingBytes.addAndGet(cost) > WAITING_BYTES_MAX) {
            waitingBytes.addAndGet(-cost);
            framesDropped.increment();
            return;
        }
        run(() -> {
            waitingBytes.addAndGet(-cost);
            call(() -> listener.onFrame(from, frame));
        });
    }

    private void run(Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException refused) {
            // A closed lane is how an engine that is closing meets a late frame; an open one must not refuse.
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
            LOG.error("the cluster listener of {} threw; it will hear the next event", self, thrown);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Waits until the listener has heard the first view.
     *
     * @throws InterruptedException when interrupted while waiting
     */
    public void awaitFirstView() throws InterruptedException {
        firstViewHeard.await();
    }

    /** {@return how many frames were dropped because the listener is too far behind} */
    public long framesDropped() {
        return framesDropped.sum();
    }

    /**
     * Begins no more calls. Waits for one that is under way, unless called from it. Idempotent; wakes whoever waits for
     * the first view.
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
