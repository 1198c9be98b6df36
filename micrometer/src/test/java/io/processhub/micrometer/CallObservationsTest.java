package io.processhub.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One trace goes from a caller to a process, and on to the next one, across nodes. */
final class CallObservationsTest {
    private static final ProcessType<String> HOP = ProcessType.of("hop", String.class, String.class);
    private static final int HOPS = 6;

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final Spans spans = new Spans();
    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
    private final List<Node> nodes =
            Stream.of("a", "b").map(name -> Node.join(network.open(name))).toList();
    private List<ProcessHub> hubs = List.of();

    /** What a tracer does: makes a number for each trace, hands it on, and knows the one that is current. */
    private final class Spans implements ObservationHandler<Observation.Context> {
        private final AtomicInteger traces = new AtomicInteger();
        private final Queue<String> ended = new ConcurrentLinkedQueue<>();

        @Override
        public void onStart(Observation.Context context) {
            String trace = parent(context);
            context.put("trace", trace);
            if (context instanceof SenderContext<?> sender) {
                put(sender, trace);
            }
        }

        private <C> void put(SenderContext<C> sender, String trace) {
            sender.getSetter().set(sender.getCarrier(), "trace", trace);
        }

        private String parent(Observation.Context context) {
            if (context instanceof ReceiverContext<?> receiver) {
                String carried = get(receiver);
                return carried == null ? "lost" : carried;
            }
            Observation current = registry.getCurrentObservation();
            return current == null
                    ? "t" + traces.incrementAndGet()
                    : Objects.requireNonNull(current.getContext().<String>get("trace"));
        }

        private <C> @Nullable String get(ReceiverContext<C> receiver) {
            C carrier = receiver.getCarrier();
            return carrier == null ? null : receiver.getGetter().get(carrier, "trace");
        }

        @Override
        public void onStop(Observation.Context context) {
            ended.add(context.getContextualName() + " " + context.get("trace"));
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    /** Asks the next one, and answers with its answer. */
    private static final class Hop implements HubProcess<String> {
        private ProcessContext<String> self;

        @Override
        public void onStart(ProcessContext<String> context) {
            self = context;
        }

        @Override
        public void onMessage(Message<String> message) {
            int next = Integer.parseInt(message.body()) + 1;
            if (next == HOPS) {
                message.replyUntyped("end");
            } else {
                var answer = self.hub().ref(HOP, "hop-" + next).ask(String.valueOf(next), String.class);
                answer.thenAccept(message::replyUntyped);
            }
        }
    }

    private ProcessHub hub(Node node) {
        return ProcessHub.builder("traced")
                .node(node)
                .process(HOP, Hop::new)
                .observer(new CallObservations("traced", registry, false))
                .start();
    }

    @AfterEach
    void close() {
        hubs.forEach(each -> each.close(Duration.ZERO));
        nodes.forEach(Node::close);
    }

    @Test
    void allHopsBelongToOneTrace() {
        registry.observationConfig().observationHandler(spans);
        hubs = nodes.stream().map(this::hub).toList();
        ProcessHub first = hubs.getFirst();
        for (int i = 0; i < HOPS; i++) {
            first.start(HOP.spec("hop-" + i)).join();
        }
        Settled.holds(() -> assertThat(hubs).allMatch(each -> !each.local().isEmpty()));
        for (int i = 0; i < HOPS; i++) {
            hubs.getLast().caughtUp().join();
        }

        assertThat(first.ref(HOP, "hop-0").ask("0", String.class).join()).isEqualTo("end");

        assertThat(spans.traces).hasValue(1);
        Settled.holds(() -> assertThat(spans.ended)
                .filteredOn(span -> span.startsWith("process"))
                .hasSize(HOPS)
                .containsOnly("process hop t1"));
    }

    @Test
    void aRegistryWithoutHandlersObservesNothing() {
        var observations = new CallObservations("traced", ObservationRegistry.NOOP, true);

        assertThat(observations.sending(HOP.spec("p").id(), "hop", true, "hi"))
                .isSameAs(io.processhub.hook.CallObserver.Sending.NONE);
    }
}
