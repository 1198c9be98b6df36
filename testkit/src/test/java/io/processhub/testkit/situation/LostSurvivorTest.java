package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.trial.Trial;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Of two instances of a process the later one is to survive, but its node crashes before it has taken the place of the
 * other one. That one is left, and gets an epoch that stores accept.
 */
final class LostSurvivorTest {
    private static final ProcessId ID = ProcessId.of("p0");

    @Seeds(30)
    void theInstanceThatIsLeftGetsTheGreatestEpoch(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        Probes.running(cluster, 1);
        int first = host(cluster, 1);
        cluster.run(Duration.ofSeconds(1));
        SimulatedCluster.Split split = cluster.split(first);
        cluster.run(Duration.ofSeconds(20));
        assertThat(cluster.runningCopiesOf(ID)).hasSize(2);
        int later = cluster.runningCopiesOf(ID).stream()
                .mapToInt(copy -> number(copy.node().name()))
                .filter(node -> node != first)
                .findFirst()
                .orElseThrow();
        long latest = cluster.runningCopiesOf(ID).stream()
                .mapToLong(Location::epoch)
                .max()
                .orElseThrow();

        split.heal();
        cluster.runUntil(() -> instances(cluster, first) == 2, Duration.ofSeconds(20));
        cluster.crash(later);
        cluster.settle();
        cluster.check();

        Registration left = cluster.hub(first).lookup(ID).orElseThrow();
        assertThat(left.instances().getFirst().epoch()).isGreaterThan(latest);
    }

    private static int host(SimulatedCluster cluster, int node) {
        Registration found = cluster.hub(node).lookup(ID).orElseThrow();
        return number(found.instances().getFirst().node().name());
    }

    private static int instances(SimulatedCluster cluster, int node) {
        return cluster.hub(node).lookup(ID).orElseThrow().instances().size();
    }

    private static int number(String node) {
        return Integer.parseInt(node.substring(1));
    }

    /** A node that has just joined and a former owner start a process; the one with the greater epoch crashes. */
    @Test
    void seed770082() {
        var trial = Trial.of(8, 300).loss(0.3).churn(true).settings(hub -> hub.synchronization(new Gossip()));
        assertThat(trial.play(770082).verdict().breaches()).isEmpty();
    }
}
