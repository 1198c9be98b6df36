package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.examples.Labels.Sensor;
import io.processhub.examples.Labels.Thermometer;
import io.processhub.explain.DryRun;
import io.processhub.process.StartOptions;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.redundancy.Replication;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ForesightTest {
    private static final List<ProcessSpec<Sensor>> SENSORS = IntStream.range(0, 50)
            .mapToObj(number -> Sensor.TYPE.spec("sensor" + number))
            .toList();

    private static HubBuilder sensors(HubBuilder hub) {
        return hub.process(Sensor.TYPE, Thermometer::new);
    }

    @Test
    void whatWouldMoveIsTold() {
        try (var world = new TwoNodes("plant", ForesightTest::sensors)) {
            ProcessHub hub = world.hubs().getFirst();
            assertThat(hub.startAll(SENSORS, StartOptions.STANDARD).join().ok()).isTrue();

            assertThat(Foresight.why(hub, "sensor0"))
                    .startsWith("process sensor0, seen from alpha")
                    .contains("owner (draws ", "outranked (draws ", "active, fresh at ");
            assertThat(Foresight.why(hub, "nothing")).contains("no intent is known");
            List<DryRun> plan = Foresight.plan(hub);
            assertThat(plan).allMatch(dryRun -> dryRun.processes() == 50);
            assertThat(plan.getFirst().moves())
                    .isNotEmpty()
                    .allMatch(move ->
                            move.from().equals(List.of("beta")) && move.to().equals(List.of("alpha")));
            assertThat(plan.get(1).moves())
                    .isNotEmpty()
                    .allMatch(move -> move.to().equals(List.of("gamma")));
            assertThat(plan.get(2).moves())
                    .isNotEmpty()
                    .allMatch(move -> move.to().equals(List.of("alpha")));
            assertThat(plan).noneMatch(Foresight::wouldLoseCopies);
        }
    }

    @Test
    void whatWouldLoseACopyIsTold() {
        try (var world = new TwoNodes("plant", hub -> sensors(hub).redundancy(Replication.activePassive(2)))) {
            ProcessHub hub = world.hubs().getFirst();
            assertThat(hub.startAll(SENSORS, StartOptions.STANDARD).join().ok()).isTrue();

            List<DryRun> plan = Foresight.plan(hub);

            assertThat(Foresight.wouldLoseCopies(plan.getFirst())).isTrue();
            assertThat(Foresight.wouldLoseCopies(plan.get(1))).isFalse();
        }
    }
}
