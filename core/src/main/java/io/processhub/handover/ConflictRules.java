package io.processhub.handover;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of several copies of a process survives where only one runs: the one with the greatest epoch. Of copies with
 * equal epochs the owner's is superseded, because the owner can start again with a greater epoch; otherwise the greater
 * node decides. All nodes that know the same come to the same conclusion.
 */
public final class ConflictRules {
    private ConflictRules() {}

    /**
     * The copy that survives.
     *
     * @param copies at least one
     * @param owner whether a node is an owner of the process
     * @return one of the copies
     */
    public static Copy survivor(Registration copies, Predicate<NodeId> owner) {
        List<Copy> all = copies.instances();
        Copy best = all.getFirst();
        for (Copy copy : all) {
            best = supersedes(copy, best, owner) ? copy : best;
        }
        return best;
    }

    private static boolean supersedes(Copy copy, Copy other, Predicate<NodeId> owner) {
        int later = Long.compare(copy.epoch(), other.epoch());
        if (later == 0) {
            later = Boolean.compare(owner.test(other.node()), owner.test(copy.node()));
        }
        return later == 0 ? copy.node().compareTo(other.node()) > 0 : later > 0;
    }

    /**
     * The copy that has taken the place of another one in a move.
     *
     * @param copies all that run
     * @param epoch of the other one
     * @return a later copy; {@code null} for none
     */
    public static @Nullable Copy successor(Registration copies, long epoch) {
        for (Copy copy : copies.instances()) {
            if (copy.instance().predecessor() == epoch && copy.epoch() > epoch) {
                return copy;
            }
        }
        return null;
    }
}
