package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TraceTest {
    private final Trace trace = new Trace();

    @Test
    void aLineSaysWhenWhereAndWhat() {
        trace.note(1_500_000_000, "n1#1", "crashed", "orders/eu", 7);

        assertThat(trace.toString()).isEqualToNormalizingWhitespace("1.500000 n1#1 crashed orders/eu 7");
    }

    @Test
    void onlyTheLastLinesAreKeptButAllAreHashed() {
        var other = new Trace();
        other.note(0, "n1#1", "differs", "", 0);
        trace.note(0, "n1#1", "booted", "", 0);
        IntStream.range(0, 5_000).forEach(number -> {
            trace.note(number, "n1#1", "runs", "p", number);
            other.note(number, "n1#1", "runs", "p", number);
        });

        assertThat(trace.toString()).isEqualTo(other.toString()).hasLineCount(4_096);
        assertThat(trace.tail(3)).hasLineCount(3).contains("4999");
        assertThat(trace.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void framesDoNotDrownTheOtherLines() {
        trace.note(0, "n1#1", "booted", "", 0);
        long before = trace.hash();

        trace.noteFrame(1, "n1#1", "frame", "n2", 99);

        assertThat(trace.tail(1)).contains("booted");
        assertThat(trace.frames(1)).contains("99");
        assertThat(trace.ending()).contains("booted", "99");
        assertThat(trace.hash()).isNotEqualTo(before);
    }
}
