package io.processhub.console.admin;

import io.processhub.ProcessHub;
import io.processhub.registry.Registration;
import java.util.stream.Stream;

/**
 * Which processes to list; what is empty does not restrict.
 *
 * @param tag exactly this one
 * @param node name of a node, or name and incarnation
 * @param labelKey key of a label
 * @param labelValue its value; counts only with a key
 */
public record Filter(String tag, String node, String labelKey, String labelValue) {

    /**
     * A filter as people write it.
     *
     * @param tag exactly this one, or empty
     * @param node name of a node, or name and incarnation, or empty
     * @param label {@code key=value}, or empty
     * @return the filter
     * @throws IllegalArgumentException when the label has no equals sign or no key
     */
    public static Filter of(String tag, String node, String label) {
        int equals = label.indexOf('=');
        if (!label.isEmpty() && equals <= 0) {
            throw new IllegalArgumentException("label '" + label + "' is no pair; write key=value");
        }
        return label.isEmpty()
                ? new Filter(tag, node, "", "")
                : new Filter(tag, node, label.substring(0, equals), label.substring(equals + 1));
    }

    /** Asks the narrowest index there is, then filters by the rest. */
    Stream<Registration> find(ProcessHub hub) {
        var candidates = !labelKey.isEmpty()
                ? hub.byLabel(labelKey, labelValue)
                : !tag.isEmpty() ? hub.byTag(tag) : hub.snapshot();
        return candidates.stream()
                .filter(known -> tag.isEmpty() || known.metadata().tag().equals(tag))
                .filter(known -> node.isEmpty() || runsOn(known, node));
    }

    static boolean runsOn(Registration known, String node) {
        return known.instances().stream()
                .anyMatch(copy -> copy.node().name().equals(node)
                        || copy.node().toString().equals(node));
    }
}
