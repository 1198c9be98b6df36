package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.Detection;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gossip that multiplies. Each receiver passes news on to all nodes that are not known to have it, so that one change
 * costs many times as many messages as there are nodes; a dead recipient takes its branch with it; and no round begins
 * while the first node by name is not well.
 */
final class MultiplyingGossipTest {
    private static final int NODES = 40;

    @TempDir
    private Path folder;

    /** One process is started: its intent and its instance are two writes. */
    static final class OneChange implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(NODES, seed, Scenes.GOSSIP));
                Traffic before = cluster.traffic();
                cluster.await(cluster.startAll(1, Scenes.probes("p", 1)));
                cluster.run(Duration.ofSeconds(1));
                assertThat(cluster.hub(NODES).snapshot()).hasSize(1);
                // each write reaches each other node once and is acknowledged once, twice by who passes it on;
                // the question to the owner and its carrying of the intent come on top
                long writes = 3;
                assertThat(cluster.traffic().since(before).frames()).isLessThan(writes * NODES * 5 / 2);
            });
        }
    }

    @Test
    void aChangeReachesEveryNodeOnce() {
        new OneChange().run();
    }

    @Test
    void aChangeMultipliesWhenEachNodePassesItToAllOthers() {
        Mutant.of(
                        folder,
                        "strategy.synchronization.gossip.Rumours",
                        "var fresh = new Relayed(rumour.parcel(), rumour.hops(), rumour.end());",
                        "var fresh = new Relayed(rumour.parcel(), rumour.hops(), ring.get().wholeRing());")
                .fails(OneChange.class);
    }

    /** Nodes that send to no more than two others need five hops to reach forty. */
    static final class TwoRecipients implements Runnable {
        @Override
        public void run() {
            SimulatedCluster cluster = Scenes.settled(Scenes.plan(NODES, 1, new Gossip().recipients(2)));
            cluster.await(cluster.startAll(1, Scenes.probes("p", 1)));
            cluster.run(Duration.ofSeconds(1));
            assertThat(IntStream.rangeClosed(1, NODES)
                            .mapToLong(node -> cluster.hub(node)
                                    .status()
                                    .registry()
                                    .synchronization()
                                    .of(Synchronizer.Counter.HOPS_MAX)))
                    .contains(5L);
        }
    }

    @Test
    void noNodeSendsToMoreThanTheRecipients() {
        new TwoRecipients().run();
    }

    @Test
    void anAuthorThatIgnoresTheRecipientsSendsToAll() {
        Mutant.of(
                        folder,
                        "strategy.synchronization.gossip.Gossip",
                        "return members <= directUpTo && !bulky ? members : recipients;",
                        "return members;")
                .fails(TwoRecipients.class);
    }

    /** Every fourth node writes while one in four is dead and still counts as a member. */
    static final class DeadRecipients implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster =
                        Scenes.settled(Scenes.plan(NODES, seed, Scenes.GOSSIP).detection(Detection.BLIND));
                for (int node = 4; node <= NODES; node += 4) {
                    cluster.pause(node);
                }
                for (int node = 1; node <= NODES; node += 4) {
                    cluster.startAll(node, Scenes.probes("n" + node + "-", 1));
                    cluster.run(Duration.ofMillis(1));
                }
                cluster.run(Duration.ofSeconds(8));
                List<Integer> known = IntStream.rangeClosed(1, NODES)
                        .filter(node -> node % 4 != 0)
                        .mapToObj(node -> cluster.hub(node).status().registry().processes())
                        .toList();
                assertThat(known).hasSize(NODES * 3 / 4).containsOnly(NODES / 4);
            });
        }
    }

    @Test
    void theBranchOfADeadRecipientIsServedByOthersBeforeTheNextRound() {
        new DeadRecipients().run();
    }

    @Test
    void theBranchOfADeadRecipientIsLostWhenNoOtherNodeServesIt() {
        Mutant.of(
                        folder,
                        "strategy.synchronization.gossip.RelayTasks",
                        "NodeId next = child.alone ? null : ring.get().after(child.node, child.end);",
                        "NodeId next = null;")
                .fails(DeadRecipients.class);
    }

    /** One frame in ten is lost, news and acknowledgements alike. */
    static final class Losses implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(NODES, seed, Scenes.GOSSIP));
                cluster.faults(Faults.NONE.loss(0.1));
                for (int node = 1; node <= NODES; node++) {
                    cluster.startAll(node, Scenes.probes("n" + node + "-", 1));
                }
                cluster.run(Duration.ofSeconds(6));
                assertThat(IntStream.rangeClosed(1, NODES))
                        .allMatch(node -> cluster.hub(node).status().registry().processes() == NODES);
            });
        }
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgain() {
        new Losses().run();
    }

    @Test
    void aLostFrameIsLostForItsWholeBranchWithoutRetransmission() {
        Mutant.of(
                        folder,
                        "strategy.synchronization.gossip.RelayTasks",
                        "boolean waits = child.tries == tries && child.state == state && "
                                + "!child.subtree.over() && !child.closed();",
                        "boolean waits = child.tries > 99;")
                .fails(Losses.class);
    }

    /** The one that opens the rounds is silent, and everything else is lost for a while. */
    static final class SilentInitiator implements Runnable {
        private static final SynchronizationStrategy BRISK = new Gossip().interval(Duration.ofSeconds(1));

        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster =
                        Scenes.settled(Scenes.plan(20, seed, BRISK).detection(Detection.BLIND));
                cluster.pause(1);
                cluster.faults(Faults.NONE.loss(1));
                cluster.startAll(2, Scenes.probes("p", 3));
                cluster.run(Duration.ofSeconds(20));
                cluster.faults(Faults.NONE);
                cluster.run(Duration.ofMinutes(3));
                assertThat(IntStream.rangeClosed(2, 20))
                        .allMatch(node -> cluster.hub(node).status().registry().processes() == 3);
            });
        }
    }

    @Test
    void everyNodeProbesOthersWhenNoRoundBegins() {
        new SilentInitiator().run();
    }

    @Test
    void missedNewsStaysMissedWithoutProbesWhenNoRoundBegins() {
        Mutant.of(
                        folder,
                        "strategy.synchronization.gossip.Gossiper",
                        "suspects.probe(peers.get(context.random().nextInt(peers.size())));",
                        "")
                .fails(SilentInitiator.class);
    }
}
