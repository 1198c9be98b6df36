package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.StartOptions;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.testkit.simulation.Detection;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of spec and metadata that stay unseen, because a row is replaced only when the list of its nodes differs. */
final class UnseenChangesTest {
    @TempDir
    private Path folder;

    /**
     * One node receives nothing while processes are stopped and started again, with another argument and tag,
     * elsewhere.
     */
    static final class ChangedIntents implements Runnable {
        @Override
        public void run() {
            SimulatedCluster cluster =
                    Scenes.settled(Scenes.plan(3, 1, new PubSub()).detection(Detection.BLIND));
            start(cluster.hub(1), "old");
            cluster.settle();
            cutOff(cluster, Faults.NONE.loss(1));
            cluster.stopAll(1, Scenes.ids(Scenes.probes("p", 20)));
            cluster.run(Duration.ofSeconds(2));
            start(cluster.hub(1), "new");
            cluster.run(Duration.ofSeconds(2));
            cutOff(cluster, Faults.NONE);
            cluster.run(Duration.ofSeconds(40));
            cluster.settle();
            for (int node = 1; node <= 3; node++) {
                assertThat(cluster.hub(node).byTag("new"))
                        .hasSize(20)
                        .allSatisfy(found ->
                                assertThat(found.spec().argument().toString()).isEqualTo("new"));
            }
        }

        private static void cutOff(SimulatedCluster cluster, Faults faults) {
            cluster.faults(1, 3, faults);
            cluster.faults(2, 3, faults);
        }

        private static void start(ProcessHub hub, String word) {
            List<ProcessSpec<Object>> specs = Scenes.probes("p", 20).stream()
                    .map(spec -> spec.argument(word))
                    .toList();
            Map<ProcessSpec<?>, Metadata> intents =
                    specs.stream().collect(Collectors.toMap(Function.identity(), spec -> Metadata.tag(word)));
            assertThat(hub.startAll(intents, StartOptions.STANDARD)).isNotCompletedExceptionally();
        }
    }

    @Test
    void theLatestIntentIsSeenEverywhere() {
        new ChangedIntents().run();
    }

    @Test
    void theLatestIntentIsMissedWhenOnlyTheNodesAreCompared() {
        Mutant.of(folder, "replication.ProcessRecord", "registration = other ? sees : registration;", """
                        if (registration == null || sees == null) {
                            registration = sees;
                        } else if (!registration.instances().stream().map(Registration.Copy::node).toList()
                                .equals(sees.instances().stream().map(Registration.Copy::node).toList())) {
                            registration = new Registration(
                                    registration.spec(), registration.metadata(), sees.instances());
                        }
                        """)
                .fails(ChangedIntents.class);
    }
}
