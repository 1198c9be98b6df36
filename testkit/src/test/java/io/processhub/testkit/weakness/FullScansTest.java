package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.StartOptions;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Full scans. A tag, a label or what runs here is found by a walk through the whole table. Speed is not measured: the
 * row is equipped with a counter of how often it is read, and a hundred times the registry must not be read more often.
 */
final class FullScansTest {
    @TempDir
    private Path folder;

    /** Queries, a start and a stop. */
    static final class Reads implements Runnable {
        @Override
        public void run() {
            assertThat(reads(3_000)).isLessThanOrEqualTo(reads(30) + 30);
        }

        private static long reads(int processes) {
            SimulatedCluster cluster = Scenes.settled(Scenes.plan(3, 1, new PubSub()));
            Scenes.running(cluster, processes);
            cluster.await(cluster.hub(1)
                    .startAll(Map.of(SimulatedCluster.probe("tagged"), Metadata.tag("rare")), StartOptions.STANDARD));
            cluster.settle();
            long before = counter().get();
            assertThat(cluster.hub(2).byTag("rare")).hasSize(1);
            assertThat(cluster.hub(2).byLabel("colour", "red")).isEmpty();
            assertThat(cluster.hub(2).lookup(new ProcessId("tagged"))).isPresent();
            assertThat(cluster.hub(2).lookup(new ProcessId("nobody"))).isEmpty();
            cluster.await(cluster.hub(2).start(SimulatedCluster.probe("one more")))
                    .result();
            cluster.await(cluster.hub(3).stop(new ProcessId("tagged")));
            return counter().get() - before;
        }

        /** The real row has no counter: this scenario runs on an equipped one only. */
        private static AtomicLong counter() {
            try {
                return (AtomicLong) Class.forName("io.processhub.replication.ProcessRecord")
                        .getField("READS")
                        .get(null);
            } catch (ReflectiveOperationException problem) {
                throw new IllegalStateException(problem);
            }
        }
    }

    private Mutant equipped() {
        return Mutant.of(folder, "replication.ProcessRecord", """
                    public @Nullable Registration registration() {
                        return registration;
                    }
                """, """
                    public static final java.util.concurrent.atomic.AtomicLong READS =
                            new java.util.concurrent.atomic.AtomicLong();

                    public @Nullable Registration registration() {
                        READS.incrementAndGet();
                        return registration;
                    }
                """);
    }

    @Test
    void whatIsAskedForIsFoundWithoutReadingTheRest() {
        equipped().passes(Reads.class);
    }

    @Test
    void aDirectoryWithoutAnIndexReadsEverything() {
        equipped()
                .and(
                        "replication.Directory",
                        "indexed(new Key.Tag(tag)).filter(",
                        "records.values().stream().map(ProcessRecord::registration).filter(Objects::nonNull).filter(")
                .fails(Reads.class);
    }

    @Test
    void aSearchForWhatExistsReadsEverything() {
        equipped().and("replication.Directory", """
                            public @Nullable Registration find(ProcessId id) {
                                ProcessRecord record = records.get(id);
                        """, """
                            public @Nullable Registration find(ProcessId id) {
                                ProcessRecord record = records.values().stream()
                                        .filter(one -> one.registration() != null && one.id().equals(id))
                                        .findFirst()
                                        .orElse(null);
                        """).fails(Reads.class);
    }
}
