package io.processhub.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Who calls the listener, and in which order; the lane is run by the test. */
final class DeliveryTest {
    private static final NodeId HERE = new NodeId("here", 1);
    private static final NodeId PEER = new NodeId("peer", 1);

    private final Queue<Runnable> lane = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final Delivery delivery = new Delivery(HERE, new Listener(), lane::add);

    /** Sends «again» back when it receives «echo». */
    private final class Listener implements Cluster.Listener {
        @Override
        public void onView(Cluster.View view) {
            heard.add("view");
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            String text = new String(frame, UTF_8);
            heard.add(text);
            if (text.equals("echo")) {
                delivery.frames(HERE, frames("again"));
                heard.add("sent");
            }
        }
    }

    private static List<ByteBuffer> frames(String... texts) {
        return List.of(texts).stream()
                .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)))
                .toList();
    }

    private void runLane() {
        for (Runnable task = lane.poll(); task != null; task = lane.poll()) {
            task.run();
        }
    }

    @Test
    void theCallingThreadPassesFramesWhileNothingWaits() {
        delivery.frames(PEER, frames("one", "two"));

        assertThat(heard).containsExactly("one", "two");
        assertThat(lane).isEmpty();
    }

    @Test
    void framesDoNotOvertakeWhatWaits() {
        delivery.view(List.of(HERE, PEER));
        delivery.frames(PEER, frames("one", "two"));
        delivery.frame(PEER, "three".getBytes(UTF_8));
        delivery.frames(PEER, frames("four"));
        assertThat(heard).isEmpty();

        runLane();
        delivery.frames(PEER, frames("five"));

        assertThat(heard).containsExactly("view", "one", "two", "three", "four", "five");
    }

    @Test
    void noCallBeginsWithinAnother() {
        delivery.frames(PEER, frames("echo"));
        runLane();

        assertThat(heard).containsExactly("echo", "sent", "again");
    }

    @Test
    void whatWaitsIsBoundedAndEachFrameThatIsDroppedCounts() {
        delivery.view(List.of(HERE, PEER));
        List<ByteBuffer> large = List.of(ByteBuffer.allocate(40 << 20), ByteBuffer.allocate(10));

        delivery.frames(PEER, large);
        delivery.frames(PEER, large);

        assertThat(delivery.framesDropped()).isEqualTo(2);
        assertThat(lane).hasSize(2);
    }

    @Test
    void nothingIsPassedAfterTheEnd() {
        delivery.close();

        delivery.frames(PEER, frames("late"));

        assertThat(heard).isEmpty();
    }
}
