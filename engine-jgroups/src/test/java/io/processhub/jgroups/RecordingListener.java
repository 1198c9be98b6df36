package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records the views and frames of a node and lets a test wait for what is to come. */
final class RecordingListener implements Cluster.Listener {
    private static final long PATIENCE_SECONDS = 30;

    final BlockingQueue<Cluster.View> views = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

    @Override
    public void onView(Cluster.View view) {
        views.add(view);
    }

    @Override
    public void onFrame(NodeId from, byte[] frame) {
        frames.add(frame);
    }

    /** Removes views until one has members with exactly these names. */
    Cluster.View viewOf(String... names) throws InterruptedException {
        var taken = new ArrayList<List<String>>();
        while (true) {
            Cluster.View next = views.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a view of %s after %s", names, taken).isNotNull();
            taken.add(next.members().stream().map(NodeId::name).toList());
            if (taken.getLast().equals(List.of(names))) {
                return next;
            }
        }
    }
}
