package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows without versions and tombstones. What arrives last wins: a delayed addition brings a removed process back, a
 * snapshot that is older than an addition removes it, and the instances of a dead node stay for ever.
 */
final class LateAdditionsTest {
    private static final Faults DELAYED = Faults.NONE.delay(Span.ofMillis(1, 2_000));

    @TempDir
    private Path folder;

    /** Every frame comes twice, in any order, while processes are started and stopped. */
    static final class LateAdditions implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, seed, new PubSub()));
                List<ProcessSpec<Object>> specs = Scenes.probes("p", 20);
                cluster.faults(DELAYED.duplication(1));
                for (int round = 0; round < 3; round++) {
                    cluster.await(cluster.startAll(1, specs));
                    cluster.await(cluster.stopAll(2, Scenes.ids(specs)));
                }
                cluster.settle();
                cluster.run(Duration.ofSeconds(3));
                cluster.check();
                assertThat(cluster.hub(3).snapshot()).isEmpty();
            });
        }
    }

    @Test
    void aRemovalIsNotUndoneByALateAddition() {
        new LateAdditions().run();
    }

    @Test
    void aRemovalIsUndoneByALateAdditionWithoutVersions() {
        Mutant.of(folder, "replication.ReplicatedRegistry", """
                    if (delta.to() <= log.known()) {
                        return DeltaOutcome.STALE;
                    }
                    long known = log.known();
            """, """
                    long known = -1;
            """).fails(LateAdditions.class);
    }

    /** A later stretch of a log comes before an earlier one, or the earlier one never comes. */
    static final class Gaps implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, seed, new PubSub()));
                cluster.faults(DELAYED.loss(0.1));
                for (int batch = 0; batch < 10; batch++) {
                    cluster.await(cluster.startAll(1 + batch % 4, Scenes.probes("b" + batch + "-", 3)));
                }
                cluster.settle();
                cluster.check();
            });
        }
    }

    @Test
    void nothingIsMissedThoughLaterNewsComesFirst() {
        new Gaps().run();
    }

    @Test
    void newsIsMissedWhenGapsAreNotChecked() {
        Mutant.of(folder, "replication.ReplicatedRegistry", """
                    if (delta.from() > log.known()) {
                        return DeltaOutcome.GAP;
                    }
            """, "").fails(Gaps.class);
    }

    /** A node dies while its news is under way. */
    static final class Ghosts implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, seed, new PubSub()));
                Scenes.running(cluster, 20);
                cluster.faults(DELAYED);
                cluster.startAll(1, Scenes.probes("late", 20));
                cluster.run(Duration.ofMillis(10));
                cluster.crash(2);
                cluster.settle();
                cluster.check();
            });
        }
    }

    @Test
    void noProcessSeemsToRunOnADeadNode() {
        new Ghosts().run();
    }

    @Test
    void processesSeemToRunOnADeadNodeWhenMembersAreNotChecked() {
        Mutant.of(folder, "replication.OriginView", "return log.live() ? running() : null;", "return running();")
                .fails(Ghosts.class);
    }

    /** A node that was away comes back with the intent to run what was stopped meanwhile. */
    static final class LateReturns implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, seed, new PubSub()));
                List<ProcessSpec<Object>> specs = Scenes.running(cluster, 40);
                SimulatedCluster.Split split = cluster.split(1, 2);
                cluster.run(Duration.ofSeconds(4));
                cluster.await(cluster.stopAll(3, Scenes.ids(specs)));
                cluster.run(Duration.ofSeconds(60));
                split.heal();
                cluster.settle();
                cluster.run(Duration.ofSeconds(60));
                cluster.settle();
                cluster.check();
                assertThat(cluster.evidence().world().running()).isEmpty();
            });
        }
    }

    @Test
    void whatWasStoppedStaysStopped() {
        new LateReturns().run();
    }

    @Test
    void whatWasStoppedComesBackWithoutTombstones() {
        Mutant.of(
                        folder,
                        "antientropy.AntiEntropy",
                        "registry.dropTombstones(readByAll);",
                        "registry.dropTombstones(Long.MAX_VALUE);")
                .and(
                        "replication.ProcessRecord",
                        "if (!removal.runs() && removal.supersedes(retained ? latest : null)) {",
                        "if (removal.runs() && removal.supersedes(retained ? latest : null)) {")
                .fails(LateReturns.class);
    }
}
