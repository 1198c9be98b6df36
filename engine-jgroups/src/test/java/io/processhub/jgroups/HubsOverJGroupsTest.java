package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.strategy.partition.PartitionStrategy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jgroups.Address;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hubs make of a view that their engine divides, or completes late. */
final class HubsOverJGroupsTest {
    private static final ProcessType<String> TYPE = ProcessType.of("counted", String.class);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PROCESSES = 20;

    private final List<InetSocketAddress> hosts = Ports.free(4).stream()
            .sorted(Comparator.comparingInt(InetSocketAddress::getPort))
            .toList();

    private final List<Cluster> engines = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<ProcessHub> hubs = new ArrayList<>();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger living = new AtomicInteger();

    /** Whether the third node holds a quorum, each time that changes. */
    private final BlockingQueue<Boolean> quorum = new LinkedBlockingQueue<>();

    /** Two of three nodes may go on. */
    private record TwoOfThree() implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            return census.members() >= 2;
        }
    }

    private final class Counted implements HubProcess<String> {
        @Override
        public void onStart(ProcessContext<String> context) {
            starts.incrementAndGet();
            living.incrementAndGet();
        }

        @Override
        public void onMessage(Message<String> message) {
            message.replyUntyped(message.body());
        }

        @Override
        public void onStop(StopReason reason) {
            living.decrementAndGet();
        }
    }

    @AfterEach
    void closeAll() {
        hubs.forEach(hub -> hub.close(Duration.ZERO));
        nodes.reversed().forEach(Node::close);
    }

    private HubBuilder builder(Node node) {
        HubBuilder builder = ProcessHub.builder("hub").node(node).process(TYPE, Counted::new);
        for (int i = 0; i < PROCESSES; i++) {
            builder.ensure(TYPE.spec("p" + i));
        }
        return builder;
    }

    private Node join(JGroupsClusterBuilder settings) {
        Cluster engine = settings.joinTimeout(Duration.ofMillis(500))
                .suspicionTimeout(Duration.ofSeconds(2))
                .heartbeat(Duration.ofMillis(500))
                .build();
        engines.add(engine);
        Node node = Node.join(engine);
        nodes.add(node);
        return node;
    }

    /**
     * Goal: a node that others have put out of the view, but that still reaches one of them, gives way. Method: cut the
     * first node, which leads JGroups, and the third one off from each other; the second one hears both.
     */
    @Test
    void aNodeThatOthersDoNotCountActsByItsPartitionStrategy() throws Exception {
        for (int i = 0; i < 3; i++) {
            HubBuilder builder = builder(join(JGroupsCluster.tcp("n" + i, hosts.get(i), hosts.subList(0, 3))))
                    .partition(new TwoOfThree())
                    .initialSize(2, Duration.ofSeconds(1));
            if (i == 2) {
                builder.hook(Hook.of("quorum", HubEvent.QuorumChanged.class, changed -> quorum.add(changed.held())));
            }
            hubs.add(builder.start());
        }
        awaitQuorum(true);
        Address first = Cut.channel(engines.get(0)).getAddress();
        Address third = Cut.channel(engines.get(2)).getAddress();
        Cut atFirst = Cut.at(engines.get(0), third::equals);
        Cut atThird = Cut.at(engines.get(2), first::equals);

        awaitQuorum(false);

        assertThat(hubs.get(2).status().membership().unheard())
                .contains(nodes.get(0).self(), nodes.get(1).self());
        awaitAnswers(hubs.get(1));
        assertThat(hubs.get(2).status().membership().nodes())
                .containsExactly(nodes.get(2).self());
        atFirst.heal();
        atThird.heal();
        awaitQuorum(true);
        awaitAnswers(hubs.get(2));
        hubs.forEach(hub -> hub.close(Duration.ZERO));
        assertThat(living).hasValue(0);
    }

    private void awaitQuorum(boolean held) throws InterruptedException {
        Boolean changed = quorum.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        while (changed != null && changed != held) {
            changed = quorum.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(changed).as("quorum held").isEqualTo(held);
    }

    private static void awaitAnswers(ProcessHub hub) {
        for (int i = 0; i < PROCESSES; i++) {
            var process = hub.untyped("p" + i);
            boolean answered = false;
            while (!answered) {
                answered = process.ask("hello", String.class, Duration.ofSeconds(5))
                        .handle((answer, failure) -> failure == null)
                        .join();
            }
        }
    }

    /** Goal: nodes that a name service reveals to each other late start nothing twice. Method: first two by two. */
    @Test
    void nodesThatFindEachOtherLateStartNothingTwice() throws Exception {
        List<Records> records = List.of(new Records(hosts.subList(0, 2)), new Records(hosts.subList(2, 4)));
        List<CompletableFuture<Node>> joins = IntStream.range(0, 4)
                .mapToObj(i -> JGroupsCluster.dns("n" + i, hosts.get(i), "_hub._tcp.test")
                        .nameService(records.get(i / 2)))
                .map(settings -> CompletableFuture.supplyAsync(
                        () -> joinTogether(settings),
                        task -> Thread.ofPlatform().daemon().start(task)))
                .toList();

        List<CompletableFuture<ProcessHub>> starting = joins.stream()
                .map(CompletableFuture::join)
                .map(node -> builder(node).initialSize(4, LONG).startAsync())
                .toList();
        assertThat(starts).hasValue(0);

        records.forEach(one -> one.known = hosts);

        starting.forEach(hub -> hubs.add(hub.join()));
        hubs.forEach(HubsOverJGroupsTest::awaitAnswers);
        assertThat(hubs.getFirst().status().membership().nodes()).hasSize(4);
        assertThat(starts).hasValue(PROCESSES);
    }

    private Node joinTogether(JGroupsClusterBuilder settings) {
        Cluster engine = settings.joinTimeout(Duration.ofMillis(500)).build();
        Node node = Node.join(engine);
        synchronized (nodes) {
            nodes.add(node);
        }
        return node;
    }

    /** What the name service tells a node. */
    private static final class Records implements DNSResolver {
        private volatile List<InetSocketAddress> known;

        Records(List<InetSocketAddress> known) {
            this.known = known;
        }

        @Override
        public List<Address> resolveIps(String query, DNSRecordType type) {
            return known.stream()
                    .<Address>map(host -> new IpAddress(host.getAddress(), host.getPort()))
                    .toList();
        }
    }
}
