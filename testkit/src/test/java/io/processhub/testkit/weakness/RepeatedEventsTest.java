package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent.ProcessEnded;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events that repeat, and events that are missing. Each synchronization publishes every row as if it were new, and the
 * loss of a node publishes nothing.
 */
final class RepeatedEventsTest {
    @TempDir
    private Path folder;

    /** Every frame comes twice; processes start, nothing happens for a minute, and a node dies. */
    static final class DoubledFrames implements Runnable {
        @Override
        public void run() {
            List<List<ProcessEvent>> recordings = new ArrayList<>();
            SimulatedCluster cluster = Scenes.settled(Scenes.plan(4, 1, Scenes.GOSSIP)
                    .faults(Faults.NONE.duplication(1))
                    .settings(hub -> {
                        List<ProcessEvent> recording = new ArrayList<>();
                        recordings.add(recording);
                        return hub.hook(Hook.of("recording", ProcessEvent.class, recording::add));
                    }));
            Scenes.running(cluster, 20);
            cluster.run(Duration.ofSeconds(60));
            assertThat(recordings).allSatisfy(recording -> assertThat(recording).hasSize(20));

            int lost = cluster.hub(4).local().size();
            cluster.crash(4);
            cluster.settle();
            assertThat(recordings.subList(0, 3)).allSatisfy(recording -> {
                assertThat(recording).hasSize(20 + 2 * lost);
                assertThat(recording).filteredOn(ProcessEnded.class::isInstance).hasSize(lost);
                assertThat(new HashSet<>(briefs(recording))).hasSameSizeAs(recording);
            });
        }

        private static List<String> briefs(List<ProcessEvent> events) {
            return events.stream()
                    .map(event -> event.toString().replaceAll("at=[^,]*, ", ""))
                    .toList();
        }
    }

    @Test
    void everyEventIsPublishedOnce() {
        new DoubledFrames().run();
    }

    @Test
    void eventsRepeatWhenEveryArrivalIsPublished() {
        Mutant.of(
                        folder,
                        "replication.InstanceChanges",
                        "if (after != null && (before == null || before.epoch() != after.epoch())) {",
                        "if (after != null) {")
                .and("replication.ReplicatedRegistry", """
                                if (delta.to() <= log.known()) {
                                    return DeltaOutcome.STALE;
                                }
                                long known = log.known();
                        """, """
                                long known = -1;
                        """)
                .fails(DoubledFrames.class);
    }

    @Test
    void endsAreMissingWhenTheInstancesOfADeadNodeAreForgotten() {
        Mutant.of(
                        folder,
                        "replication.ReplicatedRegistry",
                        "before.forEach((record, instance) -> follow(record, log, instance.orElse(null)));",
                        "before.forEach((record, instance) -> follow(record, log, record.instanceOn(log.origin())));")
                .fails(DoubledFrames.class);
    }
}
