package io.processhub.console.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTest {

    @Test
    void onlyTheSameTextMatches() {
        var token = Token.of("test", "secret");

        assertThat(token.matches("secret")).isTrue();
        assertThat(token.matches("secre")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void aTokenIsNeverPrinted() {
        assertThat(Token.of("test", "secret")).asString().doesNotContain("secret");
    }

    @Test
    void theFirstLineOfAFileIsTheToken(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "secret\nmore\n");

        assertThat(Token.read("--admin-token-file", file).reveal()).isEqualTo("secret");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Token.read("--admin-token-file", folder.resolve("none")))
                .withMessageStartingWith("--admin-token-file: cannot read the token file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "sécret", "line\nbreak"})
    void whatDoesNotFitIntoAHeaderIsRefused(String text) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Token.of("--admin-token", text))
                .withMessageStartingWith("--admin-token: ");
    }
}
