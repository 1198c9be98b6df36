package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring that is not rebuilt when the members change. Starts go to a node that is no longer there and time out. */
final class StaleRingTest {
    @TempDir
    private Path folder;

    /** A node joins, another dies, and at once there is something to start. */
    static final class Placement implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, seed, Scenes.GOSSIP));
                Scenes.running(cluster, 30);
                cluster.add();
                cluster.crash(2);
                cluster.settle();
                assertThat(cluster.hub(5).local()).isNotEmpty();
                assertThat(cluster.await(cluster.startAll(5, Scenes.probes("q", 30)))
                                .problems())
                        .isEmpty();
                cluster.settle();
                cluster.check();
            });
        }
    }

    @Test
    void placementFollowsTheMembers() {
        new Placement().run();
    }

    @Test
    void placementThatKeepsItsFirstMembersStartsNothingInTheRightPlace() {
        Mutant.of(folder, "placement.PlacementView", "if (stale) {", "if (stale && plan.candidates().size() < 4) {")
                .fails(Placement.class);
    }

    /** News is passed on along a ring of the members that are there. */
    static final class Gossiping implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(24, seed, Scenes.GOSSIP));
                cluster.await(cluster.startAll(1, Scenes.probes("p", 3))); // from now on all have a ring
                cluster.settle();
                cluster.add();
                cluster.settle();
                cluster.await(cluster.startAll(1, Scenes.probes("q", 3)));
                cluster.run(Duration.ofSeconds(1));
                assertThat(IntStream.rangeClosed(1, 25))
                        .allMatch(node -> cluster.hub(node).status().registry().processes() == 6);
            });
        }
    }

    @Test
    void newsFollowsTheMembers() {
        new Gossiping().run();
    }

    @Test
    void aRingThatIsNotRebuiltOmitsNewNodes() {
        Mutant.of(folder, "strategy.synchronization.gossip.Gossiper", """
                                ring = null;
                                membersChanged = true;
                        """, """
                                membersChanged = true;
                        """).fails(Gossiping.class);
    }
}
