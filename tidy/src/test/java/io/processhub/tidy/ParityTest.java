package io.processhub.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParityTest {
    private static final Path PARITY = Path.of("docs/parity.md");
    private static final int WEAKNESSES = 40;

    @Test
    void everyBehaviourHasAVerdictAndTheTestsThatShowIt() {
        Sources sources = Sources.ofRepository();

        assertThat(Parity.check(Parity.tests(sources.java()), PARITY, sources.read(PARITY)))
                .isEmpty();
    }

    /** A document with all sections and weaknesses, and a row more. */
    private static String document(String row) {
        String sections = IntStream.rangeClosed(1, 22)
                .mapToObj(number -> "## 1." + number + " Section\n")
                .collect(Collectors.joining("\n"));
        String weaknesses = IntStream.rangeClosed(1, WEAKNESSES)
                .mapToObj(number -> "| W" + number + " a fault | better: mended | `HubTest.itRuns` |\n")
                .collect(Collectors.joining());
        return "# Parity\n\n| verdict | meaning |\n| --- | --- |\n| later | planned |\n\n" + sections
                + "\n## 2 Tests\n\n### 2.1 Scenarios\n\n### 2.2 Units\n\n| what | here | tests |\n| --- | --- | --- |\n"
                + weaknesses + row + "\n\n## Planned\n\n- timers\n";
    }

    private static List<String> found(String document) {
        return Parity.check(Map.of("HubTest", Set.of("itRuns", "itStops")), PARITY, document).stream()
                .map(Finding::what)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| a | same | `HubTest.itRuns` |",
                "| a | better: faster | `HubTest.itRuns`, `HubTest.itStops` |",
                "| a | different: there is no such thing | |",
                "| a | different: a thread | `HubTest.itRuns` |",
                "| a | later: timers | |"
            })
    void aGoodRowIsNotFound(String row) {
        assertThat(found(document(row))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| a | same | |",
                "| a | same | `HubTest` |",
                "| a | same | `HubTest.itJumps` |",
                "| a | same | `Hub.itRuns` |",
                "| a | same | `HubTest.itRuns` `HubTest.itStops` |",
                "| a | same: as before | `HubTest.itRuns` |",
                "| a | better | `HubTest.itRuns` |",
                "| a | better: faster | |",
                "| a | different | `HubTest.itRuns` |",
                "| a | later: magic | |",
                "| a | later: timers | `HubTest.itRuns` |",
                "| a | later | |",
                "| a | worse: slower | `HubTest.itRuns` |",
                "| a | same |",
                "| W7 again | better: mended | `HubTest.itRuns` |",
                "\n### 2.2 Units"
            })
    void aBadRowIsFound(String row) {
        assertThat(found(document(row))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"## 1.9 Section,1.9", "### 2.1 Scenarios,2.1", "| W40 a fault,W40"})
    void aGapIsFound(String begin, String number) {
        String document =
                document("").lines().filter(line -> !line.startsWith(begin)).collect(Collectors.joining("\n"));

        assertThat(found(document)).containsExactly(number + " is missing");
    }

    @Test
    void testsAreKnownByTheirAnnotations() {
        var file = SourceFile.of(
                "core/src/test/java/ATest.java",
                "class ATest { @Test void holds() {} @Seeds(2) void holdsEverywhere(long seed) {} void helps() {} }");

        assertThat(Parity.tests(List.of(file))).isEqualTo(Map.of("ATest", Set.of("holds", "holdsEverywhere")));
    }
}
