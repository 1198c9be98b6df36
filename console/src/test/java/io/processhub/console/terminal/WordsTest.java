package io.processhub.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0    | process  | 0 processes
        1    | process  | 1 process
        1200 | process  | 1,200 processes
        1    | instance | 1 instance
        2    | instance | 2 instances
        """)
    void oneIsNotSeveral(long number, String one, String expected) {
        assertThat(Words.count(number, one)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0      | 0 ms
        999    | 999 ms
        1000   | 1 s
        3449   | 3.4 s
        59900  | 59.9 s
        60000  | 1 min
        125000 | 2 min 5 s
        """)
    void durationsAreRounded(long millis, String expected) {
        assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(expected);
    }
}
