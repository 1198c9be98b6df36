package io.processhub.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All runs in a file, oldest first. What was measured again counts as measured by the later run.
 *
 * @param runs each by one command
 */
public record Results(List<Run> runs) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Reads a file; one that is missing holds no runs.
     *
     * @throws IOException when it cannot be read, or holds something else
     */
    public static Results read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Results(List.of());
        }
        try {
            return JSON.readValue(Files.readString(file), Results.class);
        } catch (JacksonException foreign) {
            throw new IOException("it holds no results of bench", foreign);
        }
    }

    /** Writes all runs to a file. */
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    /** {@return these runs and a later one} */
    public Results plus(Run run) {
        return new Results(Stream.concat(runs.stream(), Stream.of(run)).toList());
    }

    /** {@return the rows of all runs, but for those that a later run has measured again} */
    public List<Row> rows() {
        return latest(Run::rows, row -> List.of(row.workload(), row.work(), row.contestant(), row.figure()));
    }

    /** {@return the promises of all runs, each once} */
    public List<Run.Promise> promises() {
        return latest(Run::promises, promise -> List.of(promise.workload(), promise.contestant()));
    }

    private <T> List<T> latest(Function<Run, List<T>> part, Function<T, Object> key) {
        List<T> kept = new ArrayList<>();
        for (Run run : runs) {
            List<Object> again = part.apply(run).stream().map(key).toList();
            kept.removeIf(former -> again.contains(key.apply(former)));
            kept.addAll(part.apply(run));
        }
        return kept;
    }
}
