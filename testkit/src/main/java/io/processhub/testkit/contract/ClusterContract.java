package io.processhub.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of every cluster engine. The test of an engine extends this class and implements how to open a node;
 * JUnit runs the tests of this class. All nodes are closed after each test, in reverse order of opening.
 *
 * <p>The contract covers healthy nodes: between them an engine must not lose, duplicate or reorder frames that fit into
 * its bounded queues, although {@link Cluster} would allow it.
 */
public abstract class ClusterContract {
    private static final int BURST = 20_000;
    private static final int SENDERS = 4;
    private static final int FRAMES_PER_SENDER = 500;

    private final Deque<Cluster> opened = new ArrayDeque<>();

    /** Creates the tests. */
    protected ClusterContract() {}

    /**
     * Opens a node that has not joined yet. It must find the other nodes of the same test.
     *
     * @param node name of the node
     * @return the node's engine; this class closes it after the test
     */
    protected abstract Cluster open(String node);

    @AfterEach
    void closeAll() {
        opened.descendingIterator().forEachRemaining(Cluster::close);
    }

    private Cluster opened(String name) {
        Cluster node = open(name);
        opened.addLast(node);
        return node;
    }

    private Cluster joined(String name, Cluster.Listener listener) {
        Cluster node = opened(name);
        node.join(listener);
        return node;
    }

    @Test
    void theFirstViewArrivesBeforeJoinReturns() {
        var heard = new RecordingListener();

        Cluster alone = joined("a", heard);

        assertThat(heard.views.element().members()).containsExactly(alone.self());
        assertThat(heard.views.element().self()).isEqualTo(alone.self());
    }

    @Test
    void theIdentityIsKnownBeforeTheJoinAndStays() {
        Cluster node = opened("a");
        NodeId before = node.self();

        node.join(new RecordingListener());

        assertThat(before.name()).isEqualTo("a");
        assertThat(node.self()).isEqualTo(before);
    }

    @Test
    void joiningASecondTimeIsRefused() {
        var heard = new RecordingListener();
        Cluster node = joined("a", heard);

        assertThatIllegalStateException().isThrownBy(() -> node.join(new RecordingListener()));

        assertThat(node.self()).isEqualTo(heard.views.element().self());
    }

    @Test
    void viewsAreNumberedSortedAndContainTheNodeItself() throws InterruptedException {
        var listeners = List.of(new RecordingListener(), new RecordingListener(), new RecordingListener());
        Cluster c = joined("c", listeners.get(0));
        Cluster a = joined("a", listeners.get(1));
        Cluster b = joined("b", listeners.get(2));

        for (RecordingListener listener : listeners) {
            List<Cluster.View> views = listener.viewsUntil(a.self(), b.self(), c.self());

            assertThat(views).extracting(Cluster.View::number).isSorted().doesNotHaveDuplicates();
            assertThat(views).allSatisfy(view -> {
                assertThat(view.members()).isSorted().contains(view.self());
                assertThat(view.self()).isEqualTo(views.getFirst().self());
            });
        }
    }

    @Test
    void aFrameArrivesUnalteredWithItsSender() throws InterruptedException {
        var pair = new Pair();

        pair.a.send(pair.b.self(), "hello".getBytes(UTF_8));

        RecordingListener.Frame frame = pair.heardByB.nextFrame();
        assertThat(frame.from()).isEqualTo(pair.a.self());
        assertThat(frame.content()).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void anEmptyFrameArrives() throws InterruptedException {
        var pair = new Pair();

        pair.a.send(pair.b.self(), new byte[0]);

        assertThat(pair.heardByB.nextFrame().content()).isEmpty();
    }

    @Test
    void framesOfTheGreatestSizeArriveUnaltered() throws InterruptedException {
        var pair = new Pair();
        byte[] sent = new byte[pair.a.frameBytesMax()];
        new Random(1).nextBytes(sent);

        assertThat(sent).hasSizeGreaterThanOrEqualTo(1_024);
        for (int i = 0; i < 10; i++) {
            pair.a.send(pair.b.self(), sent.clone());
        }

        for (int i = 0; i < 10; i++) {
            assertThat(pair.heardByB.nextFrame().content()).isEqualTo(sent);
        }
    }

    @Test
    void aFrameThatIsTooLongIsRefused() {
        Cluster node = joined("a", new RecordingListener());
        byte[] tooLong = new byte[node.frameBytesMax() + 1];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.send(node.self(), tooLong))
                .withMessageContaining(String.valueOf(tooLong.length));
    }

    @Test
    void aNodeHearsItself() throws InterruptedException {
        var heard = new RecordingListener();
        Cluster node = joined("a", heard);

        node.send(node.self(), "echo".getBytes(UTF_8));

        RecordingListener.Frame frame = heard.nextFrame();
        assertThat(frame.from()).isEqualTo(node.self());
        assertThat(frame.content()).asString(UTF_8).isEqualTo("echo");
    }

    @Test
    void aFrameToAnUnknownNodeIsDroppedSilently() throws InterruptedException {
        var pair = new Pair();

        pair.a.send(new NodeId("nobody", 1), "lost".getBytes(UTF_8));
        pair.a.send(new NodeId("b", 1), "for an earlier incarnation".getBytes(UTF_8));
        pair.a.send(pair.b.self(), "kept".getBytes(UTF_8));

        assertThat(pair.heardByB.nextFrame().content()).asString(UTF_8).isEqualTo("kept");
    }

    @Test
    void sendingBeforeJoinAndAfterCloseDoesNothing() throws InterruptedException {
        var pair = new Pair();
        Cluster outsider = opened("c");

        outsider.send(pair.b.self(), "too early".getBytes(UTF_8));
        pair.a.close();
        pair.a.send(pair.b.self(), "too late".getBytes(UTF_8));
        pair.heardByB.viewsUntil(pair.b.self());
        pair.b.send(pair.b.self(), "end".getBytes(UTF_8));

        assertThat(pair.heardByB.nextFrame().content()).asString(UTF_8).isEqualTo("end");
    }

    @Test
    void nothingIsHeardAfterClose() throws InterruptedException {
        var pair = new Pair();
        IntStream.range(0, 1_000).forEach(i -> pair.a.send(pair.b.self(), new byte[16]));
        pair.heardByB.nextFrame();

        pair.b.close();
        int callsAtClose = pair.heardByB.calls.get();
        pair.heardByA.viewsUntil(pair.a.self());

        assertThat(pair.heardByB.calls.get()).isEqualTo(callsAtClose);
    }

    @Test
    void closingTwiceOrBeforeJoiningDoesNoHarm() {
        Cluster neverJoined = opened("b");
        Cluster node = joined("a", new RecordingListener());

        assertThatCode(() -> {
                    neverJoined.close();
                    node.close();
                    node.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aListenerMayCloseItsNode() throws InterruptedException {
        var closed = new CountDownLatch(1);
        var heardByA = new RecordingListener();
        Cluster a = joined("a", heardByA);
        Cluster b = opened("b");
        b.join(new OnFrame(from -> {
            b.close();
            closed.countDown();
        }));

        a.send(b.self(), new byte[0]);

        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        heardByA.viewsUntil(a.self());
    }

    @Test
    void aNodeThatLeftDisappearsFromTheViews() throws InterruptedException {
        var pair = new Pair();

        pair.b.close();

        pair.heardByA.viewsUntil(pair.a.self());
    }

    @Test
    void aNameThatReturnsHasAGreaterIncarnation() throws InterruptedException {
        var pair = new Pair();
        pair.b.close();
        pair.heardByA.viewsUntil(pair.a.self());

        Cluster next = joined("b", new RecordingListener());

        assertThat(next.self().incarnation()).isGreaterThan(pair.b.self().incarnation());
        pair.heardByA.viewsUntil(pair.a.self(), next.self());
    }

    @Test
    void aListenerThatThrowsHearsTheNextFrame() throws InterruptedException {
        var heard = new RecordingListener();
        Cluster node = opened("a");
        node.join(new OnFrame(from -> {
            heard.onFrame(from, new byte[0]);
            throw new IllegalStateException("thrown on purpose by the listener of a test");
        }));

        node.send(node.self(), new byte[0]);
        node.send(node.self(), new byte[0]);

        assertThat(heard.nextFrame().from()).isEqualTo(node.self());
        assertThat(heard.nextFrame().from()).isEqualTo(node.self());
    }

    /** Method: several threads on each of two nodes send to one of them, so that frames meet there. */
    @Test
    void manyCanSendAtOnceAndTheListenerHearsOneCallAtATime() throws InterruptedException {
        var pair = new Pair();
        List<CompletableFuture<Void>> senders = IntStream.range(0, SENDERS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> sendNumbers(i % 2 == 0 ? pair.a : pair.b, pair.b, i)))
                .toList();

        int[] next = new int[SENDERS];
        for (int i = 0; i < SENDERS * FRAMES_PER_SENDER; i++) {
            ByteBuffer content = ByteBuffer.wrap(pair.heardByB.nextFrame().content());
            int sender = content.getInt();
            assertThat(content.getInt()).as("next of sender %s", sender).isEqualTo(next[sender]++);
        }

        senders.forEach(CompletableFuture::join);
        assertThat(next).containsOnly(FRAMES_PER_SENDER);
        assertThat(pair.heardByB.overlaps.get()).isZero();
    }

    private static void sendNumbers(Cluster from, Cluster to, int sender) {
        for (int i = 0; i < FRAMES_PER_SENDER; i++) {
            from.send(to.self(), ByteBuffer.allocate(8).putInt(sender).putInt(i).array());
        }
    }

    @Test
    void aBurstArrivesInOrder() throws InterruptedException {
        var pair = new Pair();

        for (int i = 0; i < BURST; i++) {
            pair.a.send(pair.b.self(), ByteBuffer.allocate(4).putInt(i).array());
        }

        for (int i = 0; i < BURST; i++) {
            assertThat(ByteBuffer.wrap(pair.heardByB.nextFrame().content()).getInt())
                    .isEqualTo(i);
        }
    }

    /** Method: one listener blocks while it is sent far more than queues hold; frames to other nodes must arrive. */
    @Test
    void aListenerThatBlocksBlocksNoSender() throws InterruptedException {
        var goOn = new CountDownLatch(1);
        var heardByC = new RecordingListener();
        Cluster a = joined("a", new RecordingListener());
        Cluster stuck = joined("b", new OnFrame(from -> awaitQuietly(goOn)));
        Cluster c = joined("c", heardByC);
        heardByC.viewsUntil(a.self(), stuck.self(), c.self());

        try {
            byte[] large = new byte[a.frameBytesMax()];
            Arrays.fill(large, (byte) 7);
            var sender = CompletableFuture.runAsync(() -> {
                IntStream.range(0, 1_500).forEach(i -> a.send(stuck.self(), large.clone()));
                a.send(c.self(), "done".getBytes(UTF_8));
            });

            assertThat(sender).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(heardByC.nextFrame().content()).asString(UTF_8).isEqualTo("done");
        } finally {
            goOn.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Two nodes that have each other in their views. */
    private final class Pair {
        final RecordingListener heardByA = new RecordingListener();
        final RecordingListener heardByB = new RecordingListener();
        final Cluster a = joined("a", heardByA);
        final Cluster b = joined("b", heardByB);

        Pair() throws InterruptedException {
            heardByA.viewsUntil(a.self(), b.self());
            heardByB.viewsUntil(a.self(), b.self());
        }
    }

    /** Runs an action for each frame. */
    private record OnFrame(Consumer<NodeId> action) implements Cluster.Listener {
        @Override
        public void onView(Cluster.View view) {
            // The tests that use this listener need only frames.
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            action.accept(from);
        }
    }
}
