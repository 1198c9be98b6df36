package io.processhub.console.workload;

import io.processhub.process.ProcessSpec;
import io.processhub.process.ProcessType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/** The types that every node of the console has. */
final class ShippedTypes implements ProcessTypes {

    @Override
    public Map<String, ProcessType> types() {
        return Map.of(
                "clock", new ProcessType.Messages(Clock::new),
                "counter", new ProcessType.Messages(Counter::new),
                "echo", new ProcessType.Messages(Echo::new));
    }

    @Override
    public void check(ProcessSpec spec) {
        switch (spec.type()) {
            case "clock" -> checkZone(spec.argument());
            case "counter" -> Counter.firstValue(spec.argument());
            default -> {} // an echo takes any argument
        }
    }

    private static void checkZone(String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "argument '" + zone + "' of a clock is no time zone; give an IANA name such as Europe/Berlin",
                    unknown);
        }
    }
}
