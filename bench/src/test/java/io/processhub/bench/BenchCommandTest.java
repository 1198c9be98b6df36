package io.processhub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: what cannot be measured is refused before anything starts, with the value, the limit and the remedy. */
final class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Main.run(new Terminal(new PrintWriter(out), new PrintWriter(err), false), arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fly | bench: 'fly' is no workload; choose of start, lookup",
                "start --against akka | --against: 'akka' is no peer; choose of pekko, hazelcast, infinispan, jgroups",
                "start --nodes 13 | --nodes: 13 must be between 1 and 12",
                "start --nodes 3,0 | --nodes: 0 must be between 1 and 12",
                "start --processes 1000001 | --processes: 1000001 must be between 1 and 1000000",
                "start --rounds 0 | --rounds: 0 must be between 1 and 1000",
                "start --rounds 3 --turns 4 | --turns: 4 must be between 1 and the 3 rounds",
                "start --processes many | 'many' is not an int; see ./processhub bench --help",
                "start --json no/such/folder/a.json | --json: there is no folder",
                "--report gone.json a.md | --report: there is no gone.json; make it with --json gone.json"
            })
    void aBadArgumentIsRefused(String arguments, String complaint) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(complaint).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileOfSomethingElseIsNotAddedTo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"runs\": 1}");

        assertThat(run("start", "--json", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--json: cannot add to " + file, "choose another file");
        assertThat(file).hasContent("{\"runs\": 1}");
    }

    @Test
    void aPlaceForAnUnknownTableIsRefused() throws IOException {
        Path results = Files.writeString(folder.resolve("a.json"), "{\"runs\": []}");
        Path document = Files.writeString(folder.resolve("a.md"), "<!-- measured: speed -->\n<!-- measured -->\n");

        assertThat(run("--report", results.toString(), document.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no table 'speed'");
    }
}
