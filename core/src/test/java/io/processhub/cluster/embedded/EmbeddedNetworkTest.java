package io.processhub.cluster.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EmbeddedNetworkTest {
    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
    private final Queue<Cluster> opened = new ArrayDeque<>();

    private Cluster join(String name, RecordingListener listener) {
        Cluster node = network.open(name);
        opened.add(node);
        node.join(listener);
        return node;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Cluster::close);
    }

    @Test
    void aNameIsTakenFromOpenToClose() {
        Cluster first = network.open("a");

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> network.open("a"))
                .withMessageContaining(first.self().toString())
                .withMessageContaining("choose another name");

        first.close();
        try (Cluster second = network.open("a")) {
            assertThat(second.self().incarnation()).isGreaterThan(first.self().incarnation());
        }
    }

    @Test
    void aNodeThatCrashedIsGoneForTheOthersAndHearsNothing() throws InterruptedException {
        var heardByA = new RecordingListener();
        var heardByB = new RecordingListener();
        Cluster a = join("a", heardByA);
        Cluster b = join("b", heardByB);
        heardByA.awaitMembers(a.self(), b.self());

        network.crash(b.self());
        heardByB.clear();
        a.send(b.self(), bytes("lost"));
        b.send(a.self(), bytes("lost too"));

        heardByA.awaitMembers(a.self());
        a.send(a.self(), bytes("end"));
        assertThat(heardByA.nextFrame()).isEqualTo("a: end");
        assertThat(heardByB.views).isEmpty();
        assertThat(heardByB.frames).isEmpty();
        assertThat(join("b", new RecordingListener()).self().incarnation())
                .isGreaterThan(b.self().incarnation());
    }

    @Test
    void onlyALiveNodeCanCrash() {
        var stranger = new NodeId("stranger", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.crash(stranger))
                .withMessageContaining("stranger#1");
    }

    @Test
    void aPartitionSplitsTheViewsAndItsEndMergesThem() throws InterruptedException {
        var heardByA = new RecordingListener();
        var heardByB = new RecordingListener();
        var heardByC = new RecordingListener();
        Cluster a = join("a", heardByA);
        Cluster b = join("b", heardByB);
        Cluster c = join("c", heardByC);
        heardByA.awaitMembers(a.self(), b.self(), c.self());

        network.partition(Set.of(a.self()));
        heardByA.awaitMembers(a.self());
        heardByB.awaitMembers(b.self(), c.self());
        a.send(b.self(), bytes("lost"));
        c.send(b.self(), bytes("kept"));
        assertThat(heardByB.nextFrame()).isEqualTo("c: kept");

        network.partition(Set.of(b.self()));
        heardByC.awaitMembers(c.self());

        network.heal();
        heardByA.awaitMembers(a.self(), b.self(), c.self());
        heardByB.awaitMembers(a.self(), b.self(), c.self());
        a.send(b.self(), bytes("again"));
        assertThat(heardByB.nextFrame()).isEqualTo("a: again");
    }

    /**
     * Goal: a greeting sent from within the view that shows a newcomer is not lost. Method: many newcomers in a row.
     */
    @Test
    void aNodeThatHearsOfAMemberCanSendToIt() throws InterruptedException {
        Cluster a = network.open("a");
        opened.add(a);
        a.join(new Greeter(a));

        for (int i = 0; i < 50; i++) {
            var listener = new RecordingListener();
            Cluster newcomer = join("n" + i, listener);
            assertThat(listener.nextFrame()).isEqualTo("a: welcome");
            newcomer.close();
        }
    }

    @Test
    void theSharedNetworkIsAlwaysTheSame() {
        assertThat(EmbeddedNetwork.shared()).isSameAs(EmbeddedNetwork.shared());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Sends a greeting to each peer it hears of. */
    private record Greeter(Cluster cluster) implements Cluster.Listener {
        @Override
        public void onView(Cluster.View view) {
            view.peers().forEach(peer -> cluster.send(peer, bytes("welcome")));
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            throw new IllegalStateException("no node writes to the greeter");
        }
    }

    private static final class RecordingListener implements Cluster.Listener {
        final BlockingQueue<Cluster.View> views = new LinkedBlockingQueue<>();
        final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

        @Override
        public void onView(Cluster.View view) {
            views.add(view);
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            frames.add(from.name() + ": " + new String(frame, UTF_8));
        }

        void clear() {
            views.clear();
            frames.clear();
        }

        String nextFrame() throws InterruptedException {
            return frames.poll(10, TimeUnit.SECONDS);
        }

        void awaitMembers(NodeId... members) throws InterruptedException {
            List<Cluster.View> seen = new ArrayList<>();
            for (Cluster.View view = views.poll(10, TimeUnit.SECONDS); ; view = views.poll(10, TimeUnit.SECONDS)) {
                assertThat(view).as("a view of %s after %s", members, seen).isNotNull();
                if (view.members().equals(List.of(members))) {
                    return;
                }
                seen.add(view);
            }
        }
    }
}
