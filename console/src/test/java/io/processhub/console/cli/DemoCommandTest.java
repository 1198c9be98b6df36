package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DemoCommandTest {
    private static final Pattern LOGS = Pattern.compile("the complete logs are in (\\S+)");

    private final Screen screen = new Screen();

    /** Method: nodes whose program shows its version and ends. */
    @Test
    void aDemonstrationThatFailsSaysWhyAndEndsWithOne() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var demo = new CommandLine(new DemoCommand(screen.terminal(), List.of(java, "-version")));

        int code = demo.execute("--nodes", "2", "--json");

        assertThat(code).isEqualTo(1);
        assertThat(screen.out()).contains("\"ok\":false", "ended with exit code 0 before it served");
        assertThat(screen.err()).containsPattern(LOGS);
        deleteLogs();
    }

    private void deleteLogs() throws IOException {
        var found = LOGS.matcher(screen.err());
        assertThat(found.find()).isTrue();
        Path folder = Path.of(found.group(1));
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.toList()) {
                Files.delete(log);
            }
        }
        Files.delete(folder);
    }
}
