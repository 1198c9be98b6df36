package io.processhub.console.workload;

import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessSpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** The types that every node of the console has. */
final class ShippedTypes implements ProcessTypes {

    @Override
    public List<ProvidedType> types() {
        return List.of(
                new ProvidedType.Messages<>(Ledger.TYPE, Ledger::new),
                new ProvidedType.Messages<>(ProcessType.of("clock", String.class), Clock::new),
                new ProvidedType.Messages<>(ProcessType.of("counter", String.class), Counter::new),
                new ProvidedType.Messages<>(ProcessType.of("echo", String.class), Echo::new));
    }

    @Override
    public void check(ProcessSpec<?> spec) {
        switch (spec.type()) {
            case "clock" -> checkZone(spec.argument().toString());
            case "counter" -> Counter.firstValue(spec.argument().toString());
            default -> {} // an echo takes any text; the argument of an account was checked when it was read
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
