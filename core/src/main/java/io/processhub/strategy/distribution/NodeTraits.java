package io.processhub.strategy.distribution;

import io.processhub.spec.Constraints;
import io.processhub.text.WellFormed;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a node says of itself beside its weight and its zone. Immutable.
 *
 * @param labels free pairs that constraints of processes refer to, sorted by key. Keys are not empty and not
 *     {@link Constraints#ZONE}; together at most 4,096 characters
 * @param types the process types that it knows, sorted; empty when it does not say
 */
public record NodeTraits(Map<String, String> labels, Optional<Set<String>> types) {
    /** Those of a node that says nothing. */
    public static final NodeTraits UNKNOWN = new NodeTraits(Map.of(), Optional.empty());

    private static final int CHARACTERS_MAX = 4_096;
    private static final int ZONE_CHARACTERS_MAX = 255;

    /**
     * Sorts, copies and checks.
     *
     * @throws IllegalArgumentException when a key is empty or reserved, the labels are too long together, or a text is
     *     not valid Unicode
     */
    public NodeTraits {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        types = types.map(names -> Collections.unmodifiableSet(new TreeSet<>(names)));
        int characters = 0;
        for (var label : labels.entrySet()) {
            String key = WellFormed.require("key of a node label", label.getKey());
            if (key.isEmpty() || key.equals(Constraints.ZONE)) {
                throw new IllegalArgumentException(
                        "a node cannot have a label '" + key + "': keys are not empty, and the zone is set as such");
            }
            characters += key.length()
                    + WellFormed.require("value of node label", key, label.getValue())
                            .length();
        }
        if (characters > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "the labels of a node have " + characters + " characters; allowed are " + CHARACTERS_MAX);
        }
    }

    /**
     * One more label; replaces one with the same key.
     *
     * @param key not empty and not {@link Constraints#ZONE}
     * @param value any text
     * @return a changed copy
     * @throws IllegalArgumentException when the key is not allowed or the labels become too long
     */
    public NodeTraits label(String key, String value) {
        var more = new TreeMap<>(labels);
        more.put(key, value);
        return new NodeTraits(more, types);
    }

    /**
     * The types that a node knows.
     *
     * @param names of process types
     * @return a changed copy
     */
    public NodeTraits types(Set<String> names) {
        return new NodeTraits(labels, Optional.of(names));
    }

    /**
     * Whether a node can start processes of a type.
     *
     * @param type name of a process type
     * @return true also when it does not say which it knows
     */
    public boolean knows(String type) {
        return types.isEmpty() || types.get().contains(type);
    }

    static void requireWeight(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight " + weight + " is not a number from 0; 1 is the weight of a node"
                    + " that says nothing, 0 that of one that hosts nothing");
        }
    }

    static void requireZone(String zone) {
        if (zone.length() > ZONE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("zone '" + zone + "' has " + zone.length()
                    + " characters; allowed are 0 to " + ZONE_CHARACTERS_MAX);
        }
        WellFormed.require("zone", zone);
    }
}
