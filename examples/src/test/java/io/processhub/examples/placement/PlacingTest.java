package io.processhub.examples.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.examples.TwoNodes;
import io.processhub.explain.Explanation.Standing;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.spec.Constraints;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PlacingTest {

    /** The first hub with some settings, the second one with others. */
    private static TwoNodes nodes(UnaryOperator<HubBuilder> first, UnaryOperator<HubBuilder> second) {
        var started = new AtomicInteger();
        return new TwoNodes(
                "placing",
                hub -> (started.getAndIncrement() == 0 ? first : second)
                        .apply(hub)
                        .process(Placing.RENDERER, () -> message -> {}));
    }

    private static List<String> hosts(ProcessHub hub, ProcessId id) {
        return hub.lookup(id).map(Registration::instances).orElse(List.of()).stream()
                .map(copy -> copy.node().name())
                .toList();
    }

    @Test
    void aProcessRunsWhereItsConstraintsAreMet() {
        try (var nodes = nodes(UnaryOperator.identity(), Placing::worker)) {
            ProcessHub alpha = nodes.hubs().getFirst();
            var start = alpha.start(Placing.renderer("film")).join();

            assertThat(start.runs()).isTrue();
            assertThat(hosts(alpha, start.id())).containsExactly("beta");
            assertThat(alpha.explain(start.id()).join().candidates())
                    .anyMatch(candidate -> candidate.standing() == Standing.UNFIT);
        }
    }

    @Test
    void aGatewayHostsNothing() {
        try (var nodes = nodes(Placing::gateway, Placing::worker)) {
            ProcessHub gateway = nodes.hubs().getFirst();
            for (int number = 0; number < 10; number++) {
                assertThat(gateway.start(Placing.renderer("film" + number))
                                .join()
                                .runs())
                        .isTrue();
            }

            assertThat(gateway.local()).isEmpty();
            assertThat(gateway.onNode(nodes.hubs().getLast().self())).hasSize(10);
        }
    }

    @Test
    void aCallerNamesTheNodes() {
        try (var nodes = nodes(Placing::guided, Placing::guided)) {
            ProcessHub alpha = nodes.hubs().getFirst();
            var left = Placing.RENDERER.spec("left");
            var right = Placing.RENDERER.spec("right");

            assertThat(Placing.start(alpha, left, right).join().problems()).isEmpty();
            assertThat(hosts(alpha, left.id())).containsExactly("alpha");
            assertThat(hosts(alpha, right.id())).containsExactly("beta");

            assertThat(Placing.move(alpha, left.id()).join().problems()).isEmpty();
            assertThat(hosts(alpha, left.id())).contains("beta");
        }
    }

    @Test
    void processesRunNearAndApart() {
        try (var nodes = nodes(UnaryOperator.identity(), UnaryOperator.identity())) {
            ProcessHub alpha = nodes.hubs().getFirst();
            List<Constraints> related = Placing.related();
            var index = Placing.RENDERER.spec("index");
            var reader = Placing.RENDERER.spec("reader").constraints(related.getFirst());
            List<ProcessSpec<Object>> web = Stream.of("left", "right")
                    .map(name -> Placing.RENDERER.spec(name).constraints(related.getLast()))
                    .toList();
            var tagged = StartOptions.STANDARD.metadata(Metadata.tag("web"));

            assertThat(alpha.start(index).join().runs()).isTrue();
            assertThat(alpha.start(reader).join().runs()).isTrue();
            assertThat(alpha.startAll(web, tagged).join().problems()).isEmpty();

            assertThat(hosts(alpha, reader.id())).isEqualTo(hosts(alpha, index.id()));
            assertThat(web.stream().flatMap(one -> hosts(alpha, one.id()).stream()))
                    .containsExactlyInAnyOrder("alpha", "beta");
        }
    }

    @Test
    void severalChangesAreTriedOutTogether() {
        try (var nodes = nodes(UnaryOperator.identity(), UnaryOperator.identity())) {
            assertThat(Placing.plan(nodes.hubs().getFirst()).join().summary())
                    .isEqualTo("if beta left and gamma joined with weight 1.0 and delta joined with weight 1.0,"
                            + " 0 of 0 processes would move");
        }
    }
}
