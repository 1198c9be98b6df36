package io.processhub.console.demo;

import io.processhub.console.input.SpecLine;
import io.processhub.console.input.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the demo runs unless options say otherwise. */
public final class DemoSpecs {
    private static final String TIME_ZONES = "time-zones.jsonl";

    private DemoSpecs() {}

    /**
     * One clock for each time zone in the shipped file; a zone younger than the data of this JDK is left out.
     *
     * @return some hundred processes
     */
    public static List<Wanted> timeZones() {
        var known = ZoneId.getAvailableZoneIds();
        var lines = new SpecLine();
        try (InputStream file = DemoSpecs.class.getResourceAsStream(TIME_ZONES)) {
            if (file == null) {
                throw new IllegalStateException(TIME_ZONES + " is missing in the jar of the console; build it again");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .map(lines::parse)
                    .filter(wanted -> known.contains(wanted.spec().argument().toString()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Any number of echoes.
     *
     * @param count how many; positive
     * @return processes with numbers for names
     */
    public static List<Wanted> echoes(int count) {
        var metadata = Metadata.tag("demo");
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Wanted(echo(number), metadata))
                .toList();
    }

    private static ProcessSpec<Object> echo(int number) {
        return ProcessSpec.untyped(new ProcessId(String.format(Locale.ROOT, "echo-%06d", number)), "echo");
    }
}
