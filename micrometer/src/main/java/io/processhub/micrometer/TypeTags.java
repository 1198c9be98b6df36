package io.processhub.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names of process types as values of tags, in a bounded number: a registry keeps each for ever. Thread-safe. */
final class TypeTags {
    private static final int TYPES_MAX = 100;
    private static final String OTHER = "other";
    private static final String UNKNOWN = "unknown";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** The name itself, or one for all that came after the first hundred, or for an empty one. */
    String of(String type) {
        if (type.isEmpty()) {
            return UNKNOWN;
        }
        if (known.contains(type)) {
            return type;
        }
        if (known.size() >= TYPES_MAX) {
            return OTHER;
        }
        known.add(type);
        return type;
    }
}
