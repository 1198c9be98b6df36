package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MembershipTest {
    private final List<InetSocketAddress> hosts = Ports.free(3);
    private final Deque<Cluster> opened = new ArrayDeque<>();

    private Cluster node(String name, int host) {
        Cluster node = builder(name, host).build();
        opened.addLast(node);
        return node;
    }

    private JGroupsClusterBuilder builder(String name, int host) {
        return JGroupsCluster.tcp(name, hosts.get(host), hosts)
                .joinTimeout(Duration.ofMillis(500))
                .suspicionTimeout(Duration.ofSeconds(2))
                .heartbeat(Duration.ofMillis(500));
    }

    private RecordingListener joined(String name, int host) {
        var listener = new RecordingListener();
        node(name, host).join(listener);
        return listener;
    }

    @AfterEach
    void closeAll() {
        opened.descendingIterator().forEachRemaining(Cluster::close);
    }

    @Test
    void threeThatStartAtOnceBecomeOneCluster() throws InterruptedException {
        var listeners = List.of(new RecordingListener(), new RecordingListener(), new RecordingListener());
        var nodes = List.of(node("a", 0), node("b", 1), node("c", 2));

        var joins = List.of(0, 1, 2).stream()
                .map(i -> CompletableFuture.runAsync(() -> nodes.get(i).join(listeners.get(i))))
                .toList();

        // First the joins: one that failed says why, a view that never comes does not.
        joins.forEach(CompletableFuture::join);
        for (RecordingListener listener : listeners) {
            listener.viewOf("a", "b", "c");
        }
    }

    @Test
    void aKilledNodeDisappearsAndItsSuccessorIsLetIn() throws Exception {
        RecordingListener heard = joined("a", 0);
        Cluster.View before;
        try (OtherJvm victim = OtherJvm.start("b", hosts.get(1), hosts)) {
            before = heard.viewOf("a", "b");
            victim.kill();
        }
        joined("b", 1);

        heard.viewOf("a");
        Cluster.View after = heard.viewOf("a", "b");
        assertThat(after.peers().getFirst().incarnation())
                .isGreaterThan(before.peers().getFirst().incarnation());
    }

    /**
     * Goal: a stopped member must not block the others. Method: stop its process and send it more than its queues hold.
     */
    @Test
    void aMemberThatStandsStillHoldsUpNoOther() throws Exception {
        RecordingListener heardByA = joined("a", 0);
        RecordingListener heardByB = joined("b", 1);
        heardByA.viewOf("a", "b");
        try (OtherJvm stuck = OtherJvm.start("c", hosts.get(2), hosts)) {
            Cluster.View all = heardByA.viewOf("a", "b", "c");
            stuck.stop();
            for (int i = 0; i < 2_000; i++) {
                opened.getFirst().send(all.members().getLast(), new byte[64 << 10]);
            }

            opened.getFirst().send(opened.getLast().self(), "through".getBytes(UTF_8));

            assertThat(heardByB.frames.poll(30, TimeUnit.SECONDS))
                    .asString(UTF_8)
                    .isEqualTo("through");
            heardByA.viewOf("a", "b");
        }
    }

    /** Goal: a stopped member must not prevent another one from leaving. Method: as above. */
    @Test
    void aMemberThatStandsStillKeepsNoOtherFromLeaving() throws Exception {
        RecordingListener heard = joined("a", 0);
        try (OtherJvm stuck = OtherJvm.start("c", hosts.get(2), hosts)) {
            Cluster.View both = heard.viewOf("a", "c");
            stuck.stop();
            Cluster a = opened.getFirst();
            for (int i = 0; i < 2_000; i++) {
                a.send(both.members().getLast(), new byte[64 << 10]);
            }

            assertThat(CompletableFuture.runAsync(a::close)).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** Goal: a hub's goodbye must arrive. Method: send many frames and close right after the last. */
    @Test
    void whatWasSentBeforeTheEndArrives() throws InterruptedException {
        RecordingListener heardByA = joined("a", 0);
        RecordingListener heardByB = joined("b", 1);
        heardByA.viewOf("a", "b");
        heardByB.viewOf("a", "b");
        Cluster a = opened.getFirst();
        Cluster b = opened.getLast();
        for (int i = 0; i < 500; i++) {
            b.send(a.self(), new byte[1 << 10]);
        }
        b.send(a.self(), "goodbye".getBytes(UTF_8));

        b.close();

        for (int i = 0; i < 500; i++) {
            assertThat(heardByA.frames.poll(10, TimeUnit.SECONDS)).hasSize(1 << 10);
        }
        assertThat(heardByA.frames.poll(10, TimeUnit.SECONDS)).asString(UTF_8).isEqualTo("goodbye");
    }

    @Test
    void twoPartsBecomeOneAgainWhenTheyReachEachOther() throws InterruptedException {
        RecordingListener heardByA = joined("a", 0);
        RecordingListener heardByB = joined("b", 1);
        RecordingListener heardByC = joined("c", 2);
        heardByA.viewOf("a", "b", "c");
        var cut = new DISCARD().discardAll(true);

        channel(opened.getLast())
                .getProtocolStack()
                .insertProtocolInStack(
                        cut, channel(opened.getLast()).getProtocolStack().getTransport(), ProtocolStack.Position.ABOVE);
        heardByA.viewOf("a", "b");
        heardByB.viewOf("a", "b");
        heardByC.viewOf("c");
        cut.discardAll(false);

        heardByA.viewOf("a", "b", "c");
        heardByB.viewOf("a", "b", "c");
        heardByC.viewOf("a", "b", "c");
        opened.getFirst().send(opened.getLast().self(), "again".getBytes(UTF_8));
        assertThat(heardByC.frames.poll(10, TimeUnit.SECONDS)).asString(UTF_8).isEqualTo("again");
    }

    private static JChannel channel(Cluster node) {
        return ((JGroupsCluster) node).channel().orElseThrow();
    }

    @Test
    void aSecondNodeOfANameIsRefusedAndTheOthersNoticeNothing() throws InterruptedException {
        RecordingListener heardByA = joined("a", 0);
        RecordingListener heardByB = joined("b", 1);
        heardByA.viewOf("a", "b");
        Cluster second = node("b", 2);

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> second.join(new RecordingListener()))
                .withMessageContaining("'b'")
                .withMessageContaining(":" + hosts.get(1).getPort())
                .withMessageContaining("choose another name");

        heardByB.viewOf("a", "b");
        assertThat(heardByA.views).isEmpty();
        assertThat(heardByB.views).isEmpty();
    }

    @Test
    void aPortThatIsInUseIsNamed() throws IOException {
        InetSocketAddress taken = hosts.getFirst();
        try (var other = new ServerSocket(taken.getPort(), 1, taken.getAddress())) {
            Cluster node = node("a", 0);

            assertThatExceptionOfType(ClusterException.class)
                    .isThrownBy(() -> node.join(new RecordingListener()))
                    .withMessageContaining(String.valueOf(other.getLocalPort()))
                    .withMessageContaining("choose another");
        }
    }
}
