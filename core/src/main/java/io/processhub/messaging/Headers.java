package io.processhub.messaging;

import io.processhub.message.Message;
import io.processhub.text.WellFormed;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What an observer sends with a message, within its bounds. Stateless. */
final class Headers {
    /** The tags and lengths of a pair. */
    private static final int HEADER_BYTES_MAX = 16;

    private static final int CHARACTER_BYTES_MAX = 3;

    private Headers() {}

    /**
     * Keeps as many as fit.
     *
     * @param given in the order in which they count
     * @return sorted; unmodifiable
     */
    static Map<String, String> bounded(Map<String, String> given) {
        if (given.isEmpty()) {
            return Map.of();
        }
        var kept = new TreeMap<String, String>();
        int room = Message.HEADER_CHARACTERS_MAX;
        for (var header : given.entrySet()) {
            String name = WellFormed.repaired(header.getKey());
            String value = WellFormed.repaired(header.getValue());
            int characters = name.length() + value.length();
            if (kept.size() < Message.HEADERS_MAX && characters <= room) {
                kept.put(name, value);
                room -= characters;
            }
        }
        return Collections.unmodifiableMap(kept);
    }

    /**
     * The most bytes that headers take in a frame.
     *
     * @param headers bounded
     * @return an upper bound
     */
    static int bytesMax(Map<String, String> headers) {
        int bytes = 0;
        for (var header : headers.entrySet()) {
            bytes += HEADER_BYTES_MAX
                    + CHARACTER_BYTES_MAX
                            * (header.getKey().length() + header.getValue().length());
        }
        return bytes;
    }
}
