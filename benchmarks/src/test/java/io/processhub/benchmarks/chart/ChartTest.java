package io.processhub.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.processhub.benchmarks.chart.Series.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartTest {
    private static final Map<String, List<String>> TABLES = Map.of("goals", List.of("| a |", "| --- |"));

    @Test
    void aTableReplacesWhatWasInItsPlace() {
        String text = "before\n<!-- measured: goals -->\nold\n<!-- measured -->\nafter\n";

        String filled = Document.fill(text, TABLES);

        assertThat(filled)
                .isEqualTo("before\n<!-- measured: goals -->\n\n| a |\n| --- |\n\n<!-- measured -->\nafter\n");
        assertThat(Document.fill(filled, TABLES)).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({"<!-- measured: nothing -->", "<!-- measured: goals -->"})
    void aPlaceWithoutTableOrEndIsAnError(String marker) {
        assertThatThrownBy(() -> Document.fill(marker + "\n", TABLES)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999.4, 999", "999.6, 1.00 k", "4640000000, 4.64 G", "791e12, 791 T", "54.92, 54.9"})
    void numbersAreWrittenWithThreeDigits(double value, String text) {
        assertThat(Numbers.brief(value)).isEqualTo(text);
    }

    @Test
    void anAxisOfDecadesHoldsAllValues() {
        Axis axis = Axis.decades("bytes", List.of(250.0, 4.0e9));

        assertThat(axis.place(100)).isCloseTo(0, within(1e-9));
        assertThat(axis.place(1e6)).isCloseTo(0.5, within(1e-9));
        assertThat(axis.place(4.0e9)).isBetween(0.5, 1.0);
    }

    @Test
    void aChartIsWellFormed() throws Exception {
        var series = new Series("Gossip", Ink.BLUE, false, List.of(new Point(5, 10), new Point(50, 1000)));
        var chart = new Chart(
                "bytes",
                Axis.ofValues("nodes", List.of(5.0, 50.0)),
                Axis.decades("bytes", List.of(10.0, 1000.0)),
                List.of(series));

        var parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));

        assertThat(parsed.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(parsed.getElementsByTagName("circle").getLength()).isEqualTo(2);
    }
}
