package io.processhub.examples.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four nodes are split into two halves, and a table says which one goes on. */
final class SplitInHalvesTest {
    private static final long PATIENCE_SECONDS = 30;

    private final JdbcDataSource database = new JdbcDataSource();
    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final Map<NodeId, Boolean> held = new HashMap<>();
    private final Set<NodeId> lost = new HashSet<>();
    private final CountDownLatch counted = new CountDownLatch(4);
    private List<ProcessHub> hubs = List.of();

    private record Change(NodeId node, boolean quorum) {}

    @BeforeEach
    void start() throws SQLException, InterruptedException {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        ArbiterContract.create(database);
        hubs = Stream.of("alpha", "beta", "gamma", "delta").map(this::open).toList();
        until(() -> running().size() == 4);
        giveAllVotes();
    }

    /** Nodes run as soon as three have votes; here each of them is to know that all four have theirs. */
    private void giveAllVotes() throws InterruptedException {
        ProcessHub first = hubs.getFirst();
        long begun = Environment.system().nanoTime();
        while (first.nodes().size() < 4) {
            assertThat(Environment.system().nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
            Thread.onSpinWait();
        }
        first.resetClusterSize(4).join();
        assertThat(counted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private ProcessHub open(String name) {
        Node node = Node.join(network.open(name));
        HubBuilder builder = ProcessHub.builder("plant").node(node);
        EvenSplits.arbitrated(builder, database);
        return builder.hook(Hook.of("counted", HubEvent.ClusterSizeReset.class, reset -> counted.countDown()))
                .hook(Hook.of(
                        "quorum",
                        HubEvent.QuorumChanged.class,
                        changed -> changes.add(new Change(node.self(), changed.held()))))
                .start();
    }

    private Set<NodeId> running() {
        return held.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Takes note of changes until something holds. */
    private void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Change change = Objects.requireNonNull(changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no change");
            held.put(change.node(), change.quorum());
            if (!change.quorum()) {
                lost.add(change.node());
            }
        }
    }

    @AfterEach
    void close() {
        network.heal();
        hubs.forEach(hub -> hub.close(Duration.ZERO));
    }

    @Test
    void oneHalfGoesOn() throws InterruptedException {
        Set<NodeId> half = Set.of(hubs.get(0).self(), hubs.get(1).self());
        lost.clear();
        network.partition(half);

        until(() -> lost.size() == 4 && running().size() == 2);
        Set<NodeId> goingOn = running();
        assertThat(half.containsAll(goingOn) || goingOn.stream().noneMatch(half::contains))
                .as("%s are of one half", goingOn)
                .isTrue();
        assertThat(hubs).allSatisfy(hub -> {
            boolean goes = goingOn.contains(hub.self());
            assertThat(hub.status().membership().quorum()).isEqualTo(goes);
            assertThat(hub.status().membership().advice())
                    .contains(goes ? "lease held until" : "2 of 4 votes are here");
        });

        network.heal();
        until(() -> running().size() == 4);
    }
}
