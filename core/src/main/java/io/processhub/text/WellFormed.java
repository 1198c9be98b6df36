package io.processhub.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The one rule for every text that is replicated or sent: it must be well-formed Unicode. A Java string may hold half
 * of a surrogate pair, which has no form in UTF-8: other nodes would read another text, and their registries would
 * differ for good. So each door refuses it where it comes in, for a process on this node and for one elsewhere.
 */
public final class WellFormed {
    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /**
     * Checks a text.
     *
     * @param what it is, for the message, such as {@code "process id"}
     * @param text to be replicated or sent
     * @return the text
     * @throws IllegalArgumentException when it is not well-formed; names the text, the half and its place
     */
    public static String require(String what, String text) {
        int half = firstHalf(text);
        if (half < text.length()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s '%s' is not valid Unicode: half of a surrogate pair, U+%04X, at index %d;"
                            + " send whole characters",
                    what,
                    shortened(repaired(text)),
                    (int) text.charAt(half),
                    half));
        }
        return text;
    }

    /**
     * Like {@link #require(String, String)}, for a text of one of many.
     *
     * @param what it is, for the message, such as {@code "type of process"}
     * @param whose the one that it belongs to
     * @param text to be replicated or sent
     * @return the text
     * @throws IllegalArgumentException when it is not well-formed; names the text, the half and its place
     */
    public static String require(String what, Object whose, String text) {
        return test(text) ? text : require(what + ' ' + whose, text);
    }

    /**
     * Judges a text.
     *
     * @param text any
     * @return whether it can be sent
     */
    public static boolean test(String text) {
        return firstHalf(text) == text.length();
    }

    /**
     * For texts that cannot be refused, such as the message of an exception.
     *
     * @param text any
     * @return the text; each half of a surrogate pair is replaced by the replacement character, U+FFFD
     */
    public static String repaired(String text) {
        int half = firstHalf(text);
        if (half == text.length()) {
            return text;
        }
        var whole = new StringBuilder(text);
        for (; half < text.length(); half = firstHalf(text, half + 1)) {
            whole.setCharAt(half, REPLACEMENT);
        }
        return whole.toString();
    }

    /**
     * Reads a text that came from another node.
     *
     * @param utf8 its bytes
     * @return the text
     * @throws IllegalArgumentException when they are no UTF-8
     */
    public static String decode(byte[] utf8) {
        return decode(utf8, 0, utf8.length);
    }

    /**
     * Reads a text that came from another node, out of what came with it.
     *
     * @param bytes the bytes of the text and others
     * @param from where the text begins
     * @param length how many bytes it has
     * @return the text
     * @throws IllegalArgumentException when they are no UTF-8
     */
    public static String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(ByteBuffer.wrap(bytes, from, length));
    }

    /** The replacement character may have been sent, or stand for what is no text. */
    private static String decodeStrictly(ByteBuffer utf8) {
        int length = utf8.remaining();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException(length + " bytes are no text in UTF-8", malformed);
        }
    }

    /** The index of the first half that stands alone, or the length. */
    private static int firstHalf(String text) {
        return firstHalf(text, 0);
    }

    private static int firstHalf(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char unit = text.charAt(at);
            if (!Character.isSurrogate(unit)) {
                at++;
            } else if (at + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(at + 1))) {
                at += 2;
            } else {
                return at;
            }
        }
        return text.length();
    }

    private static String shortened(String text) {
        int characters = 60;
        return text.length() <= characters ? text : repaired(text.substring(0, characters)) + '…';
    }
}
