package io.processhub.cluster;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a node. A node that restarts keeps its name and takes a greater incarnation, so it is never mistaken
 * for the node before the restart. Immutable.
 *
 * @param name the configured name of the node; 1 to 128 characters, letters, digits and {@code . _ - :}; unique in the
 *     cluster
 * @param incarnation which start of the node this is; positive, greater at every start
 */
public record NodeId(String name, long incarnation) implements Comparable<NodeId> {
    private static final int NAME_CHARACTERS_MAX = 128;

    /**
     * Checks the name and the incarnation.
     *
     * @throws IllegalArgumentException when the name is empty, too long or has other characters, or the incarnation is
     *     not positive
     */
    public NodeId {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()
                || name.length() > NAME_CHARACTERS_MAX
                || !name.chars().allMatch(NodeId::allows)) {
            throw new IllegalArgumentException("node name '" + name + "' must have 1 to " + NAME_CHARACTERS_MAX
                    + " characters out of letters, digits and . _ - :");
        }
        if (incarnation <= 0) {
            throw new IllegalArgumentException("incarnation " + incarnation + " of node " + name + " is not positive");
        }
    }

    private static boolean allows(int character) {
        return (character < 128 && Character.isLetterOrDigit(character)) || "._-:".indexOf(character) >= 0;
    }

    /**
     * Written by hand for speed, because nodes are compared for every entry of every log: the incarnation alone
     * distinguishes most of them.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof NodeId node && incarnation == node.incarnation && name.equals(node.name));
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Long.hashCode(incarnation);
    }

    /** Orders by name, then by incarnation. */
    @Override
    public int compareTo(NodeId other) {
        if (this == other) {
            return 0;
        }
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Long.compare(incarnation, other.incarnation);
    }

    /** {@return the name and, after a hash sign, the incarnation} */
    @Override
    public String toString() {
        return name + '#' + incarnation;
    }
}
