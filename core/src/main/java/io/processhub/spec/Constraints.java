package io.processhub.spec;

import io.processhub.text.WellFormed;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * On which nodes a process may run, and on which it had better run, by the labels of the nodes. A node has the labels
 * that its hub was built with, and with {@link #ZONE} its zone. A process that no node satisfies runs nowhere until one
 * joins that does; a preference that no node satisfies has no effect. Immutable.
 *
 * @param required what a node must have; sorted by key
 * @param preferred what a node had better have, all of it together; sorted by key. Both together have at most 1,024
 *     characters
 */
public record Constraints(Map<String, String> required, Map<String, String> preferred) {
    /** The key under which a node's zone counts as a label. */
    public static final String ZONE = "zone";

    /** Any node. */
    public static final Constraints NONE = new Constraints(Map.of(), Map.of());

    private static final int CHARACTERS_MAX = 1_024;

    /**
     * Sorts, copies and checks.
     *
     * @throws IllegalArgumentException when a key is empty, the whole is too long, or a text is not valid Unicode
     */
    public Constraints {
        required = checked("required", required);
        preferred = checked("preferred", preferred);
        int characters = characters(required) + characters(preferred);
        if (characters > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "constraints have " + characters + " characters; allowed are " + CHARACTERS_MAX);
        }
    }

    private static Map<String, String> checked(String what, Map<String, String> labels) {
        if (labels.isEmpty()) {
            return Map.of();
        }
        var sorted = new TreeMap<>(labels);
        sorted.forEach((key, value) -> {
            WellFormed.require("key of a " + what + " label", key);
            WellFormed.require("value of the " + what + " label", key, value);
        });
        if (sorted.containsKey("")) {
            throw new IllegalArgumentException("a " + what + " label has an empty key: " + sorted);
        }
        return Collections.unmodifiableMap(sorted);
    }

    private static int characters(Map<String, String> labels) {
        return labels.entrySet().stream()
                .mapToInt(label -> label.getKey().length() + label.getValue().length())
                .sum();
    }

    /**
     * Requires one more label; replaces one with the same key.
     *
     * @param key not empty; {@link #ZONE} for the zone
     * @param value exactly this one
     * @return a changed copy
     * @throws IllegalArgumentException when the key is empty or the whole becomes too long
     */
    public Constraints require(String key, String value) {
        return new Constraints(with(required, key, value), preferred);
    }

    /**
     * Prefers one more label; replaces one with the same key.
     *
     * @param key not empty; {@link #ZONE} for the zone
     * @param value exactly this one
     * @return a changed copy
     * @throws IllegalArgumentException when the key is empty or the whole becomes too long
     */
    public Constraints prefer(String key, String value) {
        return new Constraints(required, with(preferred, key, value));
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        var more = new TreeMap<>(labels);
        more.put(key, value);
        return more;
    }
}
