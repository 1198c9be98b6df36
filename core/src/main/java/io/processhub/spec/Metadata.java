package io.processhub.spec;

import io.processhub.text.WellFormed;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a registry entry says about a process besides its spec, to find it by.
 *
 * @param tag groups processes; empty for none
 * @param labels free pairs, sorted by key; keys are not empty. Tag, keys and values together have at most 4,096
 *     characters
 */
public record Metadata(String tag, Map<String, String> labels) {
    private static final int CHARACTERS_MAX = 4_096;

    /** No tag and no labels. */
    public static final Metadata NONE = new Metadata("", Map.of());

    /**
     * Sorts, copies and checks.
     *
     * @throws IllegalArgumentException when a key is empty, the whole is too long, or a text is not valid Unicode
     */
    public Metadata {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        int characters = WellFormed.require("tag", tag).length();
        for (var label : labels.entrySet()) {
            WellFormed.require("key of a label", label.getKey());
            WellFormed.require("value of label", label.getKey(), label.getValue());
            characters += label.getKey().length() + label.getValue().length();
        }
        if (characters > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "metadata has " + characters + " characters; allowed are " + CHARACTERS_MAX);
        }
        if (labels.containsKey("")) {
            throw new IllegalArgumentException("metadata has a label with an empty key: " + labels);
        }
    }

    /**
     * Only a tag.
     *
     * @param tag groups processes
     * @return metadata without labels
     */
    public static Metadata tag(String tag) {
        return new Metadata(tag, Map.of());
    }

    /**
     * One more label; replaces one with the same key.
     *
     * @param key not empty
     * @param value any text
     * @return a changed copy
     * @throws IllegalArgumentException when the key is empty or the whole becomes too long
     */
    public Metadata label(String key, String value) {
        var more = new TreeMap<>(labels);
        more.put(key, value);
        return new Metadata(tag, more);
    }
}
