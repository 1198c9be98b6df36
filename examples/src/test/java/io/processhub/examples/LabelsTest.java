package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.examples.Labels.Sensor;
import io.processhub.examples.Labels.Thermometer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelsTest {

    @Test
    void processesAreFoundByTagByLabelAndByNode() {
        try (var world = new TwoNodes("plant", hub -> hub.process(Sensor.TYPE, Thermometer::new))) {
            var hub = world.hubs().getFirst();
            var roof = Sensor.TYPE.spec("roof");
            var cellar = Sensor.TYPE.spec("cellar");
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
            assertThat(Labels.runs(hub, Sensor.TYPE.spec("attic"))).isFalse();
        }
    }

    @Test
    void processesOfOneCallHaveLabelsOfTheirOwn() {
        try (var hub = ProcessHub.builder("house")
                .process(Sensor.TYPE, Thermometer::new)
                .start()) {
            var report = Labels.connect(hub, Sensor.TYPE.spec("roof"), Sensor.TYPE.spec("cellar"));

            assertThat(report.ok()).isTrue();
            assertThat(hub.byLabel("site", "rome")).hasSize(1);
        }
    }

    @Test
    void aSensorRemembersWhatItMeasured() {
        try (var hub = ProcessHub.builder("house")
                .process(Sensor.TYPE, Thermometer::new)
                .start()) {
            var roof = hub.start(Sensor.TYPE.spec("roof")).join().ref();
            assertThat(roof.ask(new Sensor.Latest()).join()).isEmpty();

            roof.tell(new Sensor.Measured(-4.5));

            assertThat(roof.ask(new Sensor.Latest()).join()).contains(-4.5);
        }
    }
}
