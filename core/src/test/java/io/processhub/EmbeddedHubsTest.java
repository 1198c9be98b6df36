package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EmbeddedHubsTest {

    @Test
    void threeHubsShareProcessesAndAnswer() {
        var network = EmbeddedNetwork.create(Environment.system());
        List<ProcessHub> hubs = IntStream.range(0, 3)
                .mapToObj(i -> ProcessHub.builder("h")
                        .node(Node.join(network.open("n" + i)))
                        .process("echo", () -> message -> message.reply(message.body()))
                        .start())
                .toList();
        var specs = IntStream.range(0, 1000)
                .mapToObj(i -> ProcessSpec.of("p" + i, "echo"))
                .toList();
        var report = hubs.getFirst().startAll(specs, StartOptions.STANDARD).join();
        assertThat(report.problems()).isEmpty();
        assertThat(hubs.get(2).ref("p5").ask("hi").join()).isEqualTo("hi");
        System.err.println(hubs.stream().map(ProcessHub::status).toList());
        hubs.get(0).close();
        System.err.println(hubs.stream().map(ProcessHub::status).toList());
        network.crash(hubs.get(1).self());
        var stopped = hubs.get(2)
                .stopAll(specs.stream().map(ProcessSpec::id).toList(), StopOptions.STANDARD)
                .join();
        System.err.println(hubs.stream().map(ProcessHub::status).toList() + " "
                + stopped.problems().size());
        hubs.get(2).close();
    }
}
