package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelsTest {

    @Test
    void processesAreFoundByTagByLabelAndByNode() {
        try (var world = new TwoNodes(
                "plant",
                hub -> hub.process(
                        ProcessType.of("sensor", String.class),
                        () -> message -> message.replyUntyped(message.body())))) {
            var hub = world.hubs().getFirst();
            var roof = ProcessType.of("sensor", String.class).spec("roof");
            var cellar = ProcessType.of("sensor", String.class).spec("cellar");
            assertThat(Labels.connect(hub, List.of(roof), "oslo").ok()).isTrue();
            assertThat(Labels.connect(hub, List.of(cellar), "rome").ok()).isTrue();

            var found = Labels.find(hub);

            assertThat(found.get(0)).hasSize(2);
            assertThat(found.get(1))
                    .singleElement()
                    .satisfies(one -> assertThat(one.id()).isEqualTo(roof.id()));
            assertThat(found.get(2)).allMatch(one -> one.runsOn(hub.self()));
            assertThat(found.get(3)).hasSize(2);
            assertThat(Labels.runs(hub, cellar)).isTrue();
            assertThat(Labels.runs(hub, ProcessType.of("sensor", String.class).spec("attic")))
                    .isFalse();
        }
    }

    @Test
    void processesOfOneCallHaveLabelsOfTheirOwn() {
        try (var hub = ProcessHub.builder("house")
                .process(ProcessType.of("sensor", String.class), () -> message -> message.replyUntyped(message.body()))
                .start()) {
            var report = Labels.connect(
                    hub,
                    ProcessType.of("sensor", String.class).spec("roof"),
                    ProcessType.of("sensor", String.class).spec("cellar"));

            assertThat(report.ok()).isTrue();
            assertThat(hub.byLabel("site", "rome")).hasSize(1);
        }
    }
}
