package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelsTest {

    @Test
    void processesAreFoundByTagByLabelAndByNode() {
        try (var world =
                new TwoNodes("plant", hub -> hub.process("sensor", () -> message -> message.reply(message.body())))) {
            var hub = world.hubs().getFirst();
            var roof = ProcessSpec.of("roof", "sensor");
            var cellar = ProcessSpec.of("cellar", "sensor");
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
            assertThat(Labels.runs(hub, ProcessSpec.of("attic", "sensor"))).isFalse();
        }
    }

    @Test
    void processesOfOneCallHaveLabelsOfTheirOwn() {
        try (var hub = ProcessHub.builder("house")
                .process("sensor", () -> message -> message.reply(message.body()))
                .start()) {
            var report = Labels.connect(hub, ProcessSpec.of("roof", "sensor"), ProcessSpec.of("cellar", "sensor"));

            assertThat(report.ok()).isTrue();
            assertThat(hub.byLabel("site", "rome")).hasSize(1);
        }
    }
}
