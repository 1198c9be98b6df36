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

    @Test
    void theWidestTextIsShortenedInTheMiddle() {
        var table = new Table("id", "type", "count").row("abcdefghijklmnopqrstuvwxyz", "echo", 1_000_000);

        assertThat(table.lines(30)).containsExactly("id               type    count", "abcdefg…tuvwxyz  echo  1000000");
        assertThat(table.lines(40))
                .containsExactly(
                        "id                         type    count", "abcdefghijkl…opqrstuvwxyz  echo  1000000");
    }

    @Test
    void numbersAndShortTextsStayWhateverTheWidth() {
        var table = new Table("id", "count").row("abcdefghijkl", 1_000_000);

        assertThat(table.lines(1)).containsExactly("id           count", "abcd…ijkl  1000000");
    }

    @Test
    void noHalfOfACharacterStays() {
        var table = new Table("a").row("abc\uD83D\uDE00defg\uD83D\uDE00xyz");

        assertThat(table.lines(9)).containsExactly("a", "abc…xyz");
    }
}
