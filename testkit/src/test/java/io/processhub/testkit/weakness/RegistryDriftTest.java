package io.processhub.testkit.weakness;

import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that drifts away from what runs. A node publishes what its registry says of its processes and not what it
 * runs: a process that has ended stays in it, and one that was restarted never comes into it.
 */
final class RegistryDriftTest {
    @TempDir
    private Path folder;

    /** Processes crash and are restarted where they are; then all registries name the copies that run. */
    static final class Restarts implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, seed, Scenes.GOSSIP));
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, 20));
                ids.forEach(id -> cluster.hub(1).untyped(id).tell("crash"));
                cluster.run(Duration.ofMillis(50));
                cluster.check(new RegistriesTrue()); // they are down
                cluster.settle();
                cluster.check();
            });
        }
    }

    @Test
    void theRegistryFollowsWhatRuns() {
        new Restarts().run();
    }

    @Test
    void theRegistryDriftsWhenARestartIsNotWritten() {
        Mutant.of(
                        folder,
                        "coordinator.LocalInstances",
                        "registry.write(id, new Presence.Running(instance));",
                        "if (!instance.reason().name().equals(\"RESTARTED\")) "
                                + "{registry.write(id, new Presence.Running(instance));}")
                .fails(Restarts.class);
    }

    @Test
    void theRegistryDriftsWhenACrashIsNotWritten() {
        Mutant.of(
                        folder,
                        "coordinator.LocalInstances",
                        "registry.write(id, new Presence.Ended(error == null ? "
                                + "EndCause.FINISHED : EndCause.CRASHED));",
                        "")
                .fails(Restarts.class);
    }

    /** A node has forgotten what it ran: it was restarted. What it starts now is written like anything else. */
    static final class Amnesia implements Runnable {
        @Override
        public void run() {
            SimulatedCluster cluster = Scenes.settled(Scenes.plan(3, 1, Scenes.GOSSIP));
            List<ProcessSpec<Object>> specs = Scenes.running(cluster, 30);
            cluster.crash(2);
            cluster.restart(2);
            cluster.settle();
            cluster.check();
            cluster.await(cluster.stopAll(2, Scenes.ids(specs)));
            cluster.settle();
            cluster.check();
        }
    }

    @Test
    void aRestartedNodeWritesWhatItRunsNow() {
        new Amnesia().run();
    }

    @Test
    void aRestartedNodeIsIgnoredWhenItRepeatsItsFormerEpochs() {
        Mutant.of(
                        folder,
                        "coordinator.LocalInstances",
                        "new Instance(local.epoch(), local.role(),",
                        "new Instance(registry.self().incarnation() > 1 ? 1 : local.epoch(), local.role(),")
                .fails(Amnesia.class);
    }
}
