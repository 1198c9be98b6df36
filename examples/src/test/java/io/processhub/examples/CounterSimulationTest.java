package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessSpec;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;

final class CounterSimulationTest {

    // tag::seeds[]
    /** On every seed the node dies at another moment, and other frames are late. */
    @Seeds(10)
    void aProcessSurvivesTheDeathOfANode(long seed) {
        var cluster = SimulatedCluster.of(3).seed(seed).faults(Faults.ROUGH).start();
        var probe = SimulatedCluster.probe("orders/eu");
        cluster.await(cluster.startAll(1, List.of(probe)));
        cluster.run(Duration.ofMillis(cluster.random().nextInt(1_000)));

        cluster.crash(2);
        cluster.settle();

        assertThat(cluster.runningCopiesOf(probe.id())).hasSize(1);
        cluster.check();
    }
    // end::seeds[]

    // tag::own[]
    /** Code of one's own runs in the simulation too, as long as it does not block. */
    @Seeds(5)
    void anEchoIsHeardFromEveryNode(long seed) {
        var cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.process("echo", () -> message -> message.reply(message.body())))
                .start();
        cluster.await(cluster.hub(1).start(ProcessSpec.of("echo", "echo")));
        cluster.settle();

        for (int node = 1; node <= 3; node++) {
            assertThat(cluster.await(cluster.hub(node).ref("echo").<String>ask("hello")))
                    .isEqualTo("hello");
        }
    }
    // end::own[]
}
