package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jgroups.Address;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Discovery by a name service that learns of the nodes late. */
final class NameServiceTest {
    private static final String[] ALL = {"n0", "n1", "n2", "n3"};

    private final List<InetSocketAddress> hosts = Ports.free(ALL.length).stream()
            .sorted(Comparator.comparingInt(InetSocketAddress::getPort))
            .toList();

    private final List<Records> records =
            IntStream.range(0, ALL.length).mapToObj(i -> new Records()).toList();
    private final List<RecordingListener> listeners = IntStream.range(0, ALL.length)
            .mapToObj(i -> new RecordingListener())
            .toList();
    private final Deque<Cluster> opened = new ArrayDeque<>();

    private CompletableFuture<Void> joining(int number) {
        Cluster node = JGroupsCluster.dns(ALL[number], hosts.get(number), "_hub._tcp.test")
                .nameService(records.get(number))
                .joinTimeout(Duration.ofSeconds(1))
                .build();
        opened.addLast(node);
        return CompletableFuture.runAsync(
                () -> node.join(listeners.get(number)),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    @AfterEach
    void closeAll() {
        opened.descendingIterator().forEachRemaining(Cluster::close);
    }

    private void reveal(int from, int to) {
        records.forEach(one -> one.known = List.copyOf(hosts.subList(from, to)));
    }

    @Test
    void nodesThatAreRevealedOneByOneFormOneCluster() throws InterruptedException {
        var joins = IntStream.range(0, ALL.length).mapToObj(this::joining).toList();
        for (int known = 1; known <= ALL.length; known++) {
            reveal(0, known);
            joins.get(known - 1).join();
        }

        for (RecordingListener listener : listeners) {
            listener.viewOf(ALL);
        }
        assertThat(listeners).allSatisfy(listener -> assertThat(listener.views).isEmpty());
    }

    /**
     * The worst case: those that are revealed later cannot know of the first, so they begin a cluster, which merges.
     */
    @Test
    void nodesThatAreRevealedTwoByTwoToEachOtherFormOneClusterInTheEnd() throws InterruptedException {
        records.subList(0, 2).forEach(one -> one.known = hosts.subList(0, 2));
        records.subList(2, 4).forEach(one -> one.known = hosts.subList(2, 4));
        IntStream.range(0, ALL.length).mapToObj(this::joining).toList().forEach(CompletableFuture::join);
        listeners.get(0).viewOf("n0", "n1");
        listeners.get(3).viewOf("n2", "n3");

        reveal(0, ALL.length);

        for (RecordingListener listener : listeners) {
            listener.viewOf(ALL);
        }
    }

    /** What the name service tells one node. */
    private static final class Records implements DNSResolver {
        private volatile List<InetSocketAddress> known = List.of();

        @Override
        public List<Address> resolveIps(String query, DNSRecordType type) {
            assertThat(type).isEqualTo(DNSRecordType.SRV);
            return known.stream()
                    .<Address>map(host -> new IpAddress(host.getAddress(), host.getPort()))
                    .toList();
        }
    }
}
