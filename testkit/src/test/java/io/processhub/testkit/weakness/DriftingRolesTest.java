package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.NeverTwoActive;
import io.processhub.testkit.simulation.oracle.NothingLost;
import io.processhub.testkit.simulation.oracle.OneActive;
import io.processhub.testkit.simulation.oracle.TermsGrow;
import io.processhub.testkit.simulation.oracle.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Roles that drift: two active copies after a node has joined, none after nodes were lost. It happens when a role is
 * only assigned by a node that has something to start, or when the message that assigns it is lost.
 */
final class DriftingRolesTest {
    private static final int PROCESSES = 40;

    @TempDir
    private Path folder;

    private static SimulatedCluster pairs(int nodes, long seed) {
        return Scenes.settled(
                SimulatedCluster.of(nodes).seed(seed).settings(hub -> hub.redundancy(Replication.activePassive(2))));
    }

    /** The roles that the copies themselves have received are what counts. */
    private static void checkRoles(SimulatedCluster cluster, List<ProcessId> ids) {
        cluster.check(new NothingLost(2), new OneActive(), new TermsGrow());
        World world = cluster.evidence().world();
        assertThat(ids).allMatch(id -> world.activeCopiesOf(id).size() == 1);
        assertThat(ids).allMatch(id -> world.copiesOf(id).size() == 2);
    }

    /** A third node joins two. */
    static final class Joining implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(5, seed -> {
                SimulatedCluster cluster = pairs(2, seed);
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
                cluster.add();
                cluster.settle();
                checkRoles(cluster, ids);
                cluster.check(new NeverTwoActive());
            });
        }
    }

    /** Two of five nodes are gone at once. */
    static final class Losing implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(5, seed -> {
                SimulatedCluster cluster = pairs(5, seed);
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
                cluster.crash(2);
                cluster.crash(3);
                cluster.settle();
                checkRoles(cluster, ids);
            });
        }
    }

    /** One of two nodes is lost: each copy that stands by on the other one becomes active. */
    static final class Signalling implements Runnable {
        @Override
        public void run() {
            SimulatedCluster cluster = pairs(2, 1);
            List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
            World world = cluster.evidence().world();
            List<ProcessId> standing = ids.stream()
                    .filter(id -> world.activeCopiesOf(id)
                            .getFirst()
                            .copy()
                            .node()
                            .equals(cluster.hub(1).self()))
                    .toList();
            int before = world.turns().size();
            cluster.crash(1);
            cluster.settle();
            List<World.Turn> turns = cluster.evidence().world().turns();
            assertThat(turns.subList(before, turns.size()))
                    .hasSameSizeAs(standing)
                    .allMatch(turn -> turn.role() == Role.ACTIVE);
        }
    }

    @Test
    void aJoinLeavesOneActiveCopyOfEach() {
        new Joining().run();
    }

    @Test
    void aLossLeavesOneActiveCopyOfEach() {
        new Losing().run();
    }

    @Test
    void aStandbyCopyTakesTheRoleOfALostOne() {
        new Signalling().run();
    }

    @Test
    void rolesDriftWhenTheyAreOnlyAssignedAtTheStart() {
        Mutant broken = Mutant.of(
                folder,
                "coordinator.Roles",
                "if (leads ? caughtUp && mayLead(record, owners, local) : local.role() == Role.ACTIVE) {",
                "if (local.intent() == null) {");
        broken.fails(Losing.class);
        broken.fails(Signalling.class);
    }

    @Test
    void rolesDriftWhenEveryCopyBeginsActive() {
        Mutant.of(folder, "coordinator.Roles", "return assignment.role(record, owners, self);", "return Role.ACTIVE;")
                .fails(Joining.class);
    }
}
