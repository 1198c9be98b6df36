package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessSpec;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class MergingStateTest {

    @Seeds(5)
    void noVoteIsLostWhenTheClusterFallsApart(long seed) {
        List<String> log = new ArrayList<>();
        var cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> MergingState.watched(hub, log::add).migration(HotSwap.withState()))
                .start();
        cluster.settle();
        cluster.await(cluster.hub(1).start(ProcessSpec.of("mayor", "ballot")));
        vote(cluster, 1);

        SimulatedCluster.Split split = cluster.split(1);
        cluster.run(Duration.ofSeconds(10));
        vote(cluster, 1);
        vote(cluster, 2);
        split.heal();
        cluster.settle();

        assertThat(cluster.await(cluster.hub(1).ref("mayor").<Long>ask("how many?")))
                .isEqualTo(3);
        assertThat(log).hasSize(2).allMatch(line -> line.contains(", with the state of"));
    }

    private static void vote(SimulatedCluster cluster, int node) {
        cluster.await(cluster.hub(node).ref("mayor").<Long>ask("vote"));
    }
}
