package io.processhub.spec;

import io.processhub.text.WellFormed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * On which nodes a process may run, and on which it had better run, by the labels of the nodes. A node has the labels
 * that its hub was built with, and with {@link #ZONE} its zone. A process that no node satisfies runs nowhere until one
 * joins that does; a preference that no node satisfies has no effect.
 *
 * <p>A process may also have to run near another one, or away from it, or from all of a tag. That is decided by the
 * node that starts it, once, and again when a node that was chosen is gone; not when the others move. Immutable.
 *
 * @param required what a node must have; sorted by key
 * @param preferred what a node had better have, all of it together; sorted by key
 * @param affinities near which other processes, and away from which, it is to run; at most 16. Everything together has
 *     at most 1,024 characters
 */
public record Constraints(Map<String, String> required, Map<String, String> preferred, List<Affinity> affinities) {
    /** The key under which a node's zone counts as a label. */
    public static final String ZONE = "zone";

    /** Any node. */
    public static final Constraints NONE = new Constraints(Map.of(), Map.of(), List.of());

    private static final int CHARACTERS_MAX = 1_024;
    private static final int AFFINITIES_MAX = 16;

    /**
     * Where a process is to run in relation to others.
     *
     * @param near on a node that runs one of the others, or else on one that runs none of them
     * @param tag whether the others are all processes of a tag, or else a single process
     * @param target the tag, or the name of the process; not empty
     */
    public record Affinity(boolean near, boolean tag, String target) {
        /**
         * Checks the target.
         *
         * @throws IllegalArgumentException when it is empty, or no name that a process can have, or not valid Unicode
         */
        public Affinity {
            WellFormed.require("target of an affinity", target);
            if (!tag) {
                ProcessId.of(target);
            } else if (target.isEmpty()) {
                throw new IllegalArgumentException("the tag of an affinity is empty; name a tag");
            }
        }

        /** {@return such as {@code away from tag web}} */
        @Override
        public String toString() {
            return (near ? "near " : "away from ") + (tag ? "tag " : "process ") + target;
        }
    }

    /**
     * Sorts, copies and checks.
     *
     * @throws IllegalArgumentException when a key is empty, the whole is too long, or a text is not valid Unicode
     */
    public Constraints {
        required = checked("required", required);
        preferred = checked("preferred", preferred);
        affinities = List.copyOf(affinities);
        int characters = characters(required)
                + characters(preferred)
                + affinities.stream().mapToInt(one -> one.target().length()).sum();
        if (characters > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "constraints have " + characters + " characters; allowed are " + CHARACTERS_MAX);
        }
        if (affinities.size() > AFFINITIES_MAX) {
            throw new IllegalArgumentException(
                    "constraints have " + affinities.size() + " affinities; allowed are " + AFFINITIES_MAX);
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
        return new Constraints(with(required, key, value), preferred, affinities);
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
        return new Constraints(required, with(preferred, key, value), affinities);
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        var more = new TreeMap<>(labels);
        more.put(key, value);
        return more;
    }

    /**
     * Runs on a node that runs another process, which is wanted already or comes earlier in the same call.
     *
     * @param process which one
     * @return a changed copy
     */
    public Constraints near(ProcessId process) {
        return with(new Affinity(true, false, process.value()));
    }

    /**
     * Runs on a node that runs a process of a tag.
     *
     * @param tag not empty
     * @return a changed copy
     */
    public Constraints nearTag(String tag) {
        return with(new Affinity(true, true, tag));
    }

    /**
     * Runs on a node that does not run another process.
     *
     * @param process which one
     * @return a changed copy
     */
    public Constraints awayFrom(ProcessId process) {
        return with(new Affinity(false, false, process.value()));
    }

    /**
     * Runs on a node that runs no other process of a tag; with its own tag, each of them runs on another node.
     *
     * @param tag not empty
     * @return a changed copy
     */
    public Constraints awayFromTag(String tag) {
        return with(new Affinity(false, true, tag));
    }

    private Constraints with(Affinity affinity) {
        List<Affinity> more = new ArrayList<>(affinities);
        more.add(affinity);
        return new Constraints(required, preferred, more);
    }
}
