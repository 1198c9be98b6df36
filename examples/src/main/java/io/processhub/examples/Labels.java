package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finding processes by their tag and labels. */
final class Labels {
    private Labels() {}

    /** What a sensor understands. */
    sealed interface Sensor {
        ProcessType<Sensor> TYPE = ProcessType.of("sensor", Sensor.class);

        record Measured(double celsius) implements Sensor {}

        record Latest() implements Sensor, Ask<Sensor, Optional<Double>> {}
    }

    static final class Thermometer implements HubProcess<Sensor> {
        private Optional<Double> latest = Optional.empty();

        @Override
        public void onMessage(Message<Sensor> message) {
            switch (message.body()) {
                case Sensor.Measured measured -> latest = Optional.of(measured.celsius());
                case Sensor.Latest question -> message.reply(question, latest);
            }
        }
    }

    static StartReport connect(ProcessHub hub, List<ProcessSpec<Sensor>> sensors, String site) {
        // tag::start[]
        var sensor = Metadata.tag("sensor").label("site", site).label("unit", "celsius");
        return hub.startAll(sensors, StartOptions.STANDARD.metadata(sensor)).join();
        // end::start[]
    }

    static StartReport connect(ProcessHub hub, ProcessSpec<?> roof, ProcessSpec<?> cellar) {
        // tag::each[]
        var places = Map.of(
                roof, Metadata.tag("sensor").label("site", "oslo"),
                cellar, Metadata.tag("sensor").label("site", "rome"));
        return hub.startAll(places, StartOptions.STANDARD).join();
        // end::each[]
    }

    static List<List<Registration>> find(ProcessHub hub) {
        // tag::queries[]
        var sensors = hub.byTag("sensor");
        var inOslo = hub.byLabel("site", "oslo");
        var here = hub.local();
        var all = hub.snapshot();
        // end::queries[]
        return List.of(sensors, inOslo, here, all);
    }

    static boolean runs(ProcessHub hub, ProcessSpec<?> spec) {
        // tag::lookup[]
        return hub.lookup(spec.id()).map(found -> !found.instances().isEmpty()).orElse(false);
        // end::lookup[]
    }
}
