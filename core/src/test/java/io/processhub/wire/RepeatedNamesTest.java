package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that frames repeat is one object, whatever strangers send. */
final class RepeatedNamesTest {
    private final Names names = new Names();

    private String decoded(String name) {
        byte[] bytes = ("-" + name + "-").getBytes(StandardCharsets.UTF_8);
        return names.decode(bytes, 1, bytes.length - 2);
    }

    @Test
    void aNameIsOneObject() {
        String first = decoded("io.example.type");

        assertThat(first).isEqualTo("io.example.type");
        assertThat(decoded("io.example.type")).isSameAs(first);
        assertThat(decoded("io.example.typ")).isEqualTo("io.example.typ");
    }

    /** Both names have one hash. */
    @Test
    void namesWithOneHashAreToldApart() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        String first = decoded("Aa");
        String second = decoded("BB");

        assertThat(decoded("Aa")).isEqualTo("Aa").isSameAs(first);
        assertThat(decoded("BB")).isEqualTo("BB").isSameAs(second);
    }

    @Test
    void strangersCannotFillIt() {
        for (int number = 0; number < 100_000; number++) {
            decoded("stranger-" + number);
        }

        assertThat(decoded("own")).isSameAs(decoded("own"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "äöü",
                "漢字",
                "a\uFFFDb",
                "a-name-of-more-than-64-bytes-is-read-but-not-kept-because-few-are-so-long"
            })
    void everyNameIsRead(String name) {
        assertThat(decoded(name)).isEqualTo(name);
        assertThat(decoded(name)).isEqualTo(name);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] bytes = {'a', (byte) 0xC3};

        assertThatIllegalArgumentException().isThrownBy(() -> names.decode(bytes, 0, 2));
    }
}
