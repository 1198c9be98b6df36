package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.examples.MergingState.Ballot;
import io.processhub.examples.MovingState.Cart;
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
            leaving.start(Cart.TYPE.spec("anna")).join().ref().tell(new Cart.Add("apples"));

            try (var staying = MovingState.shop().node(second).start()) {
                leaving.close();

                var cart = staying.ref(Cart.TYPE, "anna");
                cart.tell(new Cart.Add("bread"));
                assertThat(cart.ask(new Cart.Items()).join()).containsExactly("apples", "bread");
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
        cluster.await(cluster.hub(1).start(Ballot.TYPE.spec("mayor"))).result();
        vote(cluster, 1);

        SimulatedCluster.Split split = cluster.split(1);
        cluster.run(Duration.ofSeconds(10));
        vote(cluster, 1);
        vote(cluster, 2);
        split.heal();
        cluster.settle();

        assertThat(cluster.await(cluster.hub(1).ref(Ballot.TYPE, "mayor").ask(new Ballot.Count())))
                .isEqualTo(3);
        assertThat(log).hasSize(2).allMatch(line -> line.contains(", with the state of"));
    }

    private static void vote(SimulatedCluster cluster, int node) {
        cluster.await(cluster.hub(node).ref(Ballot.TYPE, "mayor").ask(new Ballot.Vote()));
    }
}
