package io.processhub.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SheetTest {

    @Test
    void aLongValueGoesOnInTheNextLine() {
        var sheet = new Sheet().row("members", "a#1 b#2 c#3").row("hub", "main").row("none", "");

        assertThat(sheet.lines(17)).containsExactly("members  a#1 b#2", "         c#3", "hub      main", "none");
        assertThat(sheet.lines(80)).first().isEqualTo("members  a#1 b#2 c#3");
    }

    @Test
    void aLongWordIsBroken() {
        assertThat(new Sheet().row("id", "abcdefghij").lines(8)).containsExactly("id  abcd", "    efgh", "    ij");
    }
}
