package io.processhub.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WellFormedTest {
    private static final String HIGH = "\uD83D";
    private static final String LOW = "\uDE00";

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ä", "\uD83D\uDE00", "a\uD83D\uDE00b\uD83D\uDE00", "\uFFFD", "\0"})
    void wholeTextStaysAsItIs(String text) {
        assertThat(WellFormed.test(text)).isTrue();
        assertThat(WellFormed.require("text", text)).isSameAs(text);
        assertThat(WellFormed.repaired(text)).isSameAs(text);
        assertThat(WellFormed.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void aHalfIsNamedWithItsPlace() {
        for (String half : new String[] {HIGH, LOW}) {
            for (String text :
                    new String[] {half, "a" + half, half + "b", HIGH + LOW + half, half + half, LOW + HIGH}) {
                assertThat(WellFormed.test(text))
                        .as("%d characters", text.length())
                        .isFalse();
                assertThat(WellFormed.test(WellFormed.repaired(text))).isTrue();
                assertThat(WellFormed.repaired(text)).hasSameSizeAs(text);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WellFormed.require("tag", "ab" + HIGH))
                .withMessage("tag 'ab\uFFFD' is not valid Unicode: half of a surrogate pair, U+D83D, at index 2;"
                        + " send whole characters");
    }

    @Test
    void onlyTheHalvesAreReplaced() {
        assertThat(WellFormed.repaired("a" + HIGH + LOW + "b" + HIGH + LOW + LOW + HIGH))
                .isEqualTo("a" + HIGH + LOW + "b" + HIGH + LOW + "\uFFFD\uFFFD");
    }

    @Test
    void aLongTextIsNotQuotedWhole() {
        String text = "x".repeat(59) + HIGH + LOW + "y".repeat(10_000) + LOW;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WellFormed.require("argument", text))
                .withMessageMatching("argument 'x{59}\uFFFD…' .*")
                .withMessageContaining("index 10061");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WellFormed.decode(new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0xBD}))
                .withMessageContaining("4 bytes");
    }
}
