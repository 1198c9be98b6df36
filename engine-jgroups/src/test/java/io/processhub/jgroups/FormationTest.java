package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.NodeId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may begin a cluster, and how long the others look for it. */
final class FormationTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** In the order in which they may begin. */
    private final List<InetSocketAddress> hosts = Ports.free(3).stream()
            .sorted(Comparator.comparingInt(InetSocketAddress::getPort))
            .toList();

    private final Deque<Cluster> opened = new ArrayDeque<>();

    private JGroupsClusterBuilder builder(String name, int host, List<InetSocketAddress> known) {
        return JGroupsCluster.tcp(name, hosts.get(host), known)
                .joinTimeout(Duration.ofSeconds(1))
                .joinLimit(LONG);
    }

    private CompletableFuture<RecordingListener> joining(JGroupsClusterBuilder builder) {
        Cluster node = builder.build();
        opened.addLast(node);
        var listener = new RecordingListener();
        return CompletableFuture.supplyAsync(
                () -> {
                    node.join(listener);
                    return listener;
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    @AfterEach
    void closeAll() {
        opened.descendingIterator().forEachRemaining(Cluster::close);
    }

    private static List<String> firstView(CompletableFuture<RecordingListener> joining) throws InterruptedException {
        return joining.join().views.take().members().stream().map(NodeId::name).toList();
    }

    /** Goal: one that may not begin waits for one that may. Method: the other is launched when the first has looked. */
    @Test
    void aNodeThatIsNotListedLooksUntilItFindsACluster() throws InterruptedException {
        var looking = new Questions(hosts.getFirst());
        var late = joining(builder(
                        "b",
                        1,
                        List.of(InetSocketAddress.createUnresolved(
                                "seed", hosts.getFirst().getPort())))
                .resolver(looking));
        looking.awaitThree();

        var first = joining(builder("a", 0, hosts));

        assertThat(firstView(first)).containsExactly("a");
        assertThat(firstView(late)).containsExactly("a", "b");
    }

    @Test
    void ofThreeThatStartTogetherOneBegins() throws InterruptedException {
        var joins = IntStream.range(0, 3)
                .mapToObj(i -> joining(builder("n" + i, i, hosts)))
                .toList();

        long begun = 0;
        for (var join : joins) {
            begun += firstView(join).size() == 1 ? 1 : 0;
        }

        assertThat(begun).isEqualTo(1);
    }

    @Test
    void whoeverFindsNothingSaysWhomItAskedAndWhatEachSaid() throws Exception {
        try (var other =
                new ServerSocket(hosts.get(1).getPort(), 9, hosts.get(1).getAddress())) {
            var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 7800);
            Cluster lonely = builder("a", 0, List.of(hosts.get(1), hosts.get(2), unknown))
                    .joinLimit(Duration.ofSeconds(1))
                    .build();
            opened.addLast(lonely);

            assertThatExceptionOfType(ClusterException.class)
                    .isThrownBy(() -> lonely.join(new RecordingListener()))
                    .withMessageContaining(":" + other.getLocalPort() + " (listens, but")
                    .withMessageContaining(":" + hosts.get(2).getPort() + " (Connection refused")
                    .withMessageContaining("nowhere.invalid:7800 (cannot be resolved)")
                    .withMessageContaining("only when its own address is among them");
        }
    }

    @Test
    void aNodeThatIsClosedStopsLooking() throws InterruptedException {
        var looking = new Questions(hosts.get(1));
        var join = joining(builder(
                        "a",
                        0,
                        List.of(InetSocketAddress.createUnresolved(
                                "seed", hosts.get(1).getPort())))
                .resolver(looking));
        looking.awaitThree();

        opened.getFirst().close();

        assertThat(join).failsWithin(LONG).withThrowableThat().withMessageContaining("closed before it had joined");
    }

    @Test
    void aWildcardIsReplacedByTheListedAddressOfThisMachine() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        InetAddress lan = InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
        var wildcard = new InetSocketAddress(7800);
        var listed = new InetSocketAddress(loopback, 7800);

        assertThat(OwnAddress.of(wildcard, Set.of(listed), List.of(loopback, lan)))
                .isEqualTo(listed);
        assertThat(OwnAddress.of(wildcard, Set.of(), List.of(loopback, lan)))
                .isEqualTo(new InetSocketAddress(lan, 7800));
        assertThat(OwnAddress.of(listed, Set.of(), List.of())).isEqualTo(listed);
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> OwnAddress.of(
                        wildcard, Set.of(), List.of(lan, InetAddress.getByAddress(new byte[] {10, 9, 9, 9}))))
                .withMessageContaining(lan.getHostAddress());
    }

    @Test
    void anUnresolvedNameIsAskedAgain() throws Exception {
        var resolving = new Questions(hosts.getFirst());
        resolving.unknownAtFirst = true;
        var name = InetSocketAddress.createUnresolved("seed", hosts.getFirst().getPort());
        var late = joining(builder("b", 1, List.of(name)).resolver(resolving));
        resolving.awaitThree();
        var first = joining(builder("a", 0, List.of(hosts.getFirst())));
        firstView(first);

        resolving.unknownAtFirst = false;

        assertThat(firstView(late)).containsExactly("a", "b");
    }

    /** Counts the questions for a name, which has one address. */
    private static final class Questions implements Hosts.Resolver {
        private final CountDownLatch three = new CountDownLatch(3);
        private final InetAddress address;
        private volatile boolean unknownAtFirst;

        Questions(InetSocketAddress host) {
            address = host.getAddress();
        }

        void awaitThree() throws InterruptedException {
            three.await();
        }

        @Override
        public InetAddress[] resolve(String name) throws UnknownHostException {
            three.countDown();
            if (unknownAtFirst) {
                throw new UnknownHostException(name);
            }
            return new InetAddress[] {address};
        }
    }
}
