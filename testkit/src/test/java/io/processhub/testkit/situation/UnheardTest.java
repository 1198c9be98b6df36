package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.World.Token;
import java.time.Duration;

/** A node crashes just after it has started an instance again; what the others have heard of that is known. */
final class UnheardTest {
    private static boolean unheard(long seed, double loss) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        Probes.running(cluster, 30);
        Registration before = cluster.hub(2).local().getFirst();
        for (int other : new int[] {1, 3}) {
            cluster.faults(2, other, Faults.NONE.loss(loss));
        }
        cluster.hub(2).untyped(before.id()).tell("crash");
        long epoch = before.instances().getFirst().epoch();
        cluster.runUntil(
                () -> cluster.runningCopiesOf(before.id()).stream().anyMatch(copy -> copy.epoch() > epoch),
                Duration.ofSeconds(5));
        long later = cluster.runningCopiesOf(before.id()).getFirst().epoch();
        cluster.run(Duration.ofMillis(100));
        cluster.crash(2);
        cluster.settle();
        cluster.check();
        var world = cluster.evidence().world();
        NodeId dead = before.instances().getFirst().node();
        NodeId survivor = cluster.hub(1).self();
        assertThat(world.knows(survivor, new Token(before.id(), dead, epoch))).isTrue();
        return !world.knows(survivor, new Token(before.id(), dead, later));
    }

    @Seeds(3)
    void whatNoOtherNodeHasHeardOfIsUnheard(long seed) {
        assertThat(unheard(seed, 1)).isTrue();
    }

    @Seeds(3)
    void whatAnotherNodeHasHeardOfIsNot(long seed) {
        assertThat(unheard(seed, 0)).isFalse();
    }
}
