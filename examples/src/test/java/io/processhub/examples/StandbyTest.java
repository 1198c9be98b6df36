package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.examples.Standby.Device;
import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;

final class StandbyTest {
    private static final ProcessId PUMP = ProcessId.of("pump");

    @Seeds(5)
    void aCopyThatStandsByTakesOver(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(3).seed(seed).settings(Standby::join).start();
        cluster.settle();
        cluster.await(cluster.hub(1).start(Device.TYPE.spec("pump"))).result();
        cluster.settle();
        NodeId before = active(cluster.hub(1));
        long first = work(cluster, 1);

        int node = number(before);
        cluster.crash(node);
        cluster.settle();

        ProcessHub survivor = cluster.hub(node % 3 + 1);
        assertThat(active(survivor)).isNotEqualTo(before);
        assertThat(Standby.whereIsItActive(survivor, "pump"))
                .endsWith(active(survivor).toString());
        assertThat(work(cluster, node % 3 + 1)).isGreaterThan(first);
    }

    @Seeds(1)
    void aProcessThatWasNotStartedIsNotActive(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(1).seed(seed).settings(Standby::join).start();
        cluster.settle();

        assertThat(Standby.whereIsItActive(cluster.hub(1), "pump")).contains("no active copy");
    }

    private static NodeId active(ProcessHub hub) {
        return hub.active(PUMP).orElseThrow().node();
    }

    private static int number(NodeId node) {
        return Integer.parseInt(node.name().substring(1));
    }

    /** The term in which the work was done. */
    private static long work(SimulatedCluster cluster, int node) {
        return cluster.await(cluster.hub(node).ref(Device.TYPE, PUMP).ask(new Device.Work()))
                .orElseThrow();
    }
}
