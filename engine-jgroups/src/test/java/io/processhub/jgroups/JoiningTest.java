package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a node finds the others, and how connections outlive the changes of the view. */
final class JoiningTest {
    /** Within the time of the test no silent connection is opened anew, which would hide that it was lost. */
    private static final Duration PATIENT = Duration.ofMinutes(2);

    private final List<InetSocketAddress> hosts = Ports.free(3).stream()
            .sorted(Comparator.comparingInt(InetSocketAddress::getPort))
            .toList();
    private final Deque<Cluster> opened = new ArrayDeque<>();

    private RecordingListener joined(String name, int host, List<InetSocketAddress> known) {
        Cluster node = JGroupsCluster.tcp(name, hosts.get(host), known)
                .joinTimeout(Duration.ofMillis(500))
                .suspicionTimeout(PATIENT)
                .build();
        opened.addLast(node);
        var listener = new RecordingListener();
        node.join(listener);
        return listener;
    }

    @AfterEach
    void closeAll() {
        opened.descendingIterator().forEachRemaining(Cluster::close);
    }

    /**
     * Goal: any member lets a node in. Method: restart the first node, so that the only known member does not lead. The
     * one that leads does not know where the newcomer is, and cannot ask it.
     */
    @Test
    void aMemberThatDoesNotLeadLetsANewcomerIn() throws InterruptedException {
        List<InetSocketAddress> known = hosts.subList(0, 2);
        joined("a", 0, known);
        RecordingListener heardByB = joined("b", 1, known);
        heardByB.viewOf("a", "b");
        opened.removeFirst().close();
        joined("a", 0, known);
        heardByB.viewOf("a", "b");

        RecordingListener heardByC = joined("c", 2, List.of(hosts.getFirst()));

        assertThat(heardByC.views.take().members()).hasSize(3);
        heardByB.viewOf("a", "b", "c");
    }

    /**
     * Goal: a view that is applied late loses no connection. Method: apply one without the peer, which is a member and
     * has the greater address, so that it refuses a second connection.
     */
    @Test
    void aViewThatIsAppliedLateMakesNoMemberMute() throws InterruptedException {
        RecordingListener heardByA = joined("a", 0, hosts);
        RecordingListener heardByB = joined("b", 1, hosts);
        heardByA.viewOf("a", "b");
        Cluster a = opened.getFirst();
        Cluster b = opened.getLast();
        assertHeard(b, a, heardByA);
        assertHeard(a, b, heardByB);

        transport(a).retainAll(List.<Address>of());

        assertHeard(b, a, heardByA);
        assertHeard(a, b, heardByB);
    }

    private static StrictTcp transport(Cluster node) {
        return (StrictTcp) ((JGroupsCluster) node)
                .channel()
                .orElseThrow()
                .getProtocolStack()
                .getTransport();
    }

    private static void assertHeard(Cluster from, Cluster to, RecordingListener ear) throws InterruptedException {
        from.send(to.self(), "heard".getBytes(UTF_8));
        assertThat(ear.frames.poll(10, TimeUnit.SECONDS)).asString(UTF_8).isEqualTo("heard");
    }
}
