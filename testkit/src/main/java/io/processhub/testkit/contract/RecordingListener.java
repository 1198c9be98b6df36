package io.processhub.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the views and frames of a node, notes calls that overlap, and lets a test wait for what is to come. */
final class RecordingListener implements Cluster.Listener {
    private static final long PATIENCE_SECONDS = 20;

    final BlockingQueue<Cluster.View> views = new LinkedBlockingQueue<>();
    final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();

    @Override
    public void onView(Cluster.View view) {
        record(() -> views.add(view));
    }

    @Override
    public void onFrame(NodeId from, byte[] frame) {
        record(() -> frames.add(new Frame(from, frame)));
    }

    private void record(Runnable note) {
        if (!busy.compareAndSet(false, true)) {
            overlaps.incrementAndGet();
        }
        calls.incrementAndGet();
        note.run();
        busy.set(false);
    }

    Frame nextFrame() throws InterruptedException {
        Frame next = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a frame within %s s", PATIENCE_SECONDS).isNotNull();
        return next;
    }

    /** Removes views until one has exactly these members; returns all removed views. */
    List<Cluster.View> viewsUntil(NodeId... members) throws InterruptedException {
        var expected = List.of(members).stream().sorted().toList();
        var taken = new ArrayList<Cluster.View>();
        do {
            Cluster.View next = views.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a view of %s after %s", expected, taken).isNotNull();
            taken.add(next);
        } while (!taken.getLast().members().equals(expected));
        return taken;
    }

    /** A received frame and its sender; not compared as a whole. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(NodeId from, byte[] content) {}
}
