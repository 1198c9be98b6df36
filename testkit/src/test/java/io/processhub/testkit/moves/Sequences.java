package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StateHandover;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbered messages from several senders to processes that move, and what the processes heard. */
final class Sequences {
    private static final int PROCESSES = 12;

    /** By process and sender. */
    private final Map<String, List<Integer>> heard = new LinkedHashMap<>();

    private final Map<String, Integer> sent = new LinkedHashMap<>();

    private final class Listener implements HubProcess<Object>, StateHandover<Object> {
        private String id = "";

        @Override
        public void onStart(ProcessContext<Object> context) {
            id = context.id().value();
        }

        @Override
        public void onMessage(Message<Object> message) {
            String[] parts = message.body().toString().split(":", 2);
            heard.computeIfAbsent(id + " from " + parts[0], sender -> new ArrayList<>())
                    .add(Integer.valueOf(parts[1]));
        }

        @Override
        public Object handOver() {
            return id;
        }

        @Override
        public void takeOver(Object state) {
            assertThat(state).isEqualTo(id);
        }
    }

    HubBuilder settings(HubBuilder builder) {
        return builder.process(ProcessType.of("listener", Object.class), Listener::new);
    }

    private static List<String> names() {
        return IntStream.range(0, PROCESSES).mapToObj(i -> "s" + i).toList();
    }

    void start(SimulatedCluster cluster) {
        List<ProcessSpec<Object>> specs = names().stream()
                .map(name -> ProcessType.of("listener", Object.class).spec(name))
                .toList();
        assertThat(cluster.await(cluster.hub(1).startAll(specs, StartOptions.STANDARD))
                        .problems())
                .isEmpty();
        cluster.settle();
    }

    /** Every sender sends to every process, every millisecond or so. */
    void send(SimulatedCluster cluster, int millis, int... nodes) {
        for (int i = 0; i < millis; i++) {
            for (int node : nodes) {
                names().forEach(name -> send(cluster, node, name));
            }
            cluster.run(Duration.ofNanos(cluster.random().nextInt(2_000_000)));
        }
    }

    private void send(SimulatedCluster cluster, int node, String name) {
        if (cluster.hub(node).nodes().size() > 1) {
            int number = sent.merge(name + " from " + node, 1, Integer::sum);
            cluster.hub(node).untyped(new ProcessId(name)).tell(node + ":" + number);
        }
    }

    void check() {
        sent.forEach((pair, count) -> assertThat(heard.get(pair))
                .as(pair)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).boxed().toList()));
    }
}
