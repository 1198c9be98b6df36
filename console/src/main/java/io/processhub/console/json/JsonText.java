package io.processhub.console.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Parses JSON that a person wrote. Stateless. */
public final class JsonText {
    private static final int SHOWN_CHARACTERS_MAX = 60;

    /** Keeps every digit of a number, so that a decimal arrives as it was written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    /**
     * Parses a text.
     *
     * @param text one JSON value
     * @param remedy what to write instead, for the message
     * @return the value
     * @throws IllegalArgumentException when it is not valid JSON; the message states place and problem, in one line
     */
    public static JsonNode parse(String text, String remedy) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException broken) {
            var at = broken.getLocation();
            throw new IllegalArgumentException(
                    "malformed JSON" + (at == null ? "" : " at column " + at.getColumnNr()) + " ("
                            + problem(broken.getOriginalMessage()) + ") in '" + shorten(text) + "'; " + remedy,
                    broken);
        }
    }

    /** Removes the position at which the parser began, which is only an offset within this text. */
    private static String problem(String text) {
        return text.lines().findFirst().orElse("").replaceFirst(" \\(start marker at.*", "");
    }

    /**
     * Shortens a text for a message.
     *
     * @param text of any length
     * @return its beginning, in one line
     */
    public static String shorten(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.length() <= SHOWN_CHARACTERS_MAX ? line : line.substring(0, SHOWN_CHARACTERS_MAX) + '…';
    }
}
