package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jgroups.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members that do not hear each other, although the first one, which leads JGroups, hears all. */
final class OneWayTest {
    private final List<InetSocketAddress> hosts = Ports.free(3).stream()
            .sorted(Comparator.comparingInt(InetSocketAddress::getPort))
            .toList();

    private final List<Cluster> nodes = new ArrayList<>();
    private final List<RecordingListener> ears = new ArrayList<>();

    @BeforeEach
    void form() throws InterruptedException {
        for (String name : List.of("a", "b", "c")) {
            Cluster node = JGroupsCluster.tcp(name, hosts.get(nodes.size()), hosts)
                    .joinTimeout(Duration.ofMillis(500))
                    .suspicionTimeout(Duration.ofSeconds(2))
                    .heartbeat(Duration.ofMillis(500))
                    .build();
            var ear = new RecordingListener();
            nodes.add(node);
            ears.add(ear);
            node.join(ear);
        }
        expect("a b c", "a b c", "a b c");
    }

    @AfterEach
    void closeAll() {
        nodes.reversed().forEach(Cluster::close);
    }

    private void expect(String... views) throws InterruptedException {
        for (int i = 0; i < views.length; i++) {
            ears.get(i).viewOf(views[i].split(" "));
        }
    }

    private Cluster node(int number) {
        return nodes.get(number);
    }

    private Address address(int number) {
        return Cut.channel(node(number)).getAddress();
    }

    /**
     * Goal: a dead direction of a connection is repaired. Method: c drops what b sends over the connection they have.
     */
    @Test
    void aConnectionThatIsDeadInOneDirectionIsOpenedAnew() throws Exception {
        Address b = address(1);
        String dead = connection(2, 1);
        Cut.at(node(2), from -> from.equals(b) && connection(2, 1).equals(dead));

        node(1).send(node(2).self(), "heard".getBytes(UTF_8));

        assertThat(ears.get(2).frames.poll(30, TimeUnit.SECONDS))
                .asString(UTF_8)
                .isEqualTo("heard");
        assertThat(ears).allSatisfy(ear -> assertThat(ear.views).isEmpty());
    }

    /**
     * Goal: a member to which a connection is opened anew is not taken for one that has failed. Method: the first node,
     * which decides, opens one, and no node hears an answer whether a member lives, so that each suspicion excludes
     * one.
     */
    @Test
    void aConnectionThatIsOpenedAnewMakesNobodySuspect() throws Exception {
        for (Cluster node : nodes) {
            Cut.ofVerification(node);
        }

        transport(0).reopen(address(1));

        for (RecordingListener ear : ears) {
            assertThat(ear.views.poll(1, TimeUnit.SECONDS)).isNull();
        }
        node(0).send(node(1).self(), "heard".getBytes(UTF_8));
        assertThat(ears.get(1).frames.poll(30, TimeUnit.SECONDS))
                .asString(UTF_8)
                .isEqualTo("heard");
    }

    private StrictTcp transport(int number) {
        return (StrictTcp) Cut.channel(node(number)).getProtocolStack().getTransport();
    }

    /** The two sockets of the connection that one node has to another, or nothing. */
    private String connection(int from, int to) {
        var transport = (StrictTcp) Cut.channel(node(from)).getProtocolStack().getTransport();
        var line = Pattern.compile(":" + hosts.get(to).getPort() + ": (\\S+ --> \\S+)")
                .matcher(transport.printConnections());
        return line.find() ? line.group(1) : "";
    }

    /** Goal: none is left out by one side alone. Method: c hears nothing from b, whatever connection they have. */
    @Test
    void aMemberThatIsNotHeardIsLeftOutByAllOrCountsForAll() throws Exception {
        Address b = address(1);
        Cut cut = Cut.at(node(2), b::equals);

        expect("a b", "a b", "c");
        assertThat(node(1).unheard()).containsExactly(node(2).self());
        assertThat(node(2).unheard()).contains(node(1).self());
        assertThat(node(0).unheard()).containsExactly(node(2).self());
        cut.heal();

        expect("a b c", "a b c", "a b c");
    }

    /**
     * Goal: a node that was put out of the view is told by those that it reaches. Method: a and c hear each other no
     * more.
     */
    @Test
    void aMemberThatOthersHaveExcludedIsTold() throws Exception {
        Address a = address(0);
        Address c = address(2);
        Cut atA = Cut.at(node(0), c::equals);
        Cut atC = Cut.at(node(2), a::equals);

        expect("a b", "a b", "c");
        assertThat(node(2).unheard()).contains(node(1).self());
        atA.heal();
        atC.heal();

        expect("a b c", "a b c", "a b c");
    }
}
