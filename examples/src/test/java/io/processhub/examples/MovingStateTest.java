package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessType;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MovingStateTest {

    @Test
    void aCartIsStillFullWhenItsNodeHasLeft() {
        EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
        try (var first = Node.join(network.open("first"));
                var second = Node.join(network.open("second"))) {
            ProcessHub leaving = MovingState.shop().node(first).start();
            leaving.start(ProcessType.of("cart", String.class).spec("anna")).join();
            assertThat(leaving.untyped("anna").ask("apples", String.class).join())
                    .isEqualTo("apples ");

            try (var staying = MovingState.shop().node(second).start()) {
                leaving.close();

                assertThat(staying.untyped("anna").ask("bread", String.class).join())
                        .isEqualTo("apples bread ");
            }
        }
    }

    @Seeds(5)
    void noVoteIsLostWhenTheClusterFallsApart(long seed) {
        List<String> log = new ArrayList<>();
        var cluster = SimulatedCluster.of(2)
                .seed(seed)
                .settings(hub -> MergingState.watched(hub, log::add).migration(HotSwap.withState()))
                .start();
        cluster.settle();
        cluster.await(cluster.hub(1)
                        .start(ProcessType.of("ballot", String.class).spec("mayor")))
                .result();
        vote(cluster, 1);

        SimulatedCluster.Split split = cluster.split(1);
        cluster.run(Duration.ofSeconds(10));
        vote(cluster, 1);
        vote(cluster, 2);
        split.heal();
        cluster.settle();

        assertThat(cluster.await(cluster.hub(1).untyped("mayor").ask("how many?", Long.class)))
                .isEqualTo(3);
        assertThat(log).hasSize(2).allMatch(line -> line.contains(", with the state of"));
    }

    private static void vote(SimulatedCluster cluster, int node) {
        cluster.await(cluster.hub(node).untyped("mayor").ask("vote", Long.class));
    }
}
