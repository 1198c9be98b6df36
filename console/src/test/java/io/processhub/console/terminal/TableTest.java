package io.processhub.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void textStandsLeftAndNumbersRight() {
        var table = new Table("name", "count").row("a", 5).row("longer", 1_000);

        assertThat(table.lines()).containsExactly("name    count", "a           5", "longer   1000");
    }

    @Test
    void noLineEndsInBlanks() {
        assertThat(new Table("a", "b").row("x", "").lines()).containsExactly("a  b", "x");
    }
}
