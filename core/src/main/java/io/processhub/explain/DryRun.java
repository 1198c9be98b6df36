package io.processhub.explain;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The moves that changes of the members would cause, if nothing else changed, and whether those that stay would have a
 * quorum. It compares where copies run now with where they would run when the hub is idle again; intermediate moves are
 * not part of it. Immutable.
 *
 * @param changes the hypothetical changes, all together; not empty
 * @param processes the number of processes with an intent to run, whether they move or not
 * @param moves sorted by process id; moves and starts that are already due are included. Worked out for members that
 *     have a quorum: without one nothing runs
 * @param quorum whether the members would have one
 */
public record DryRun(List<Change> changes, int processes, List<Move> moves, Quorum quorum) {
    private static final int LINES_MAX = 20;

    /** Copies the lists. */
    public DryRun {
        changes = List.copyOf(changes);
        moves = List.copyOf(moves);
    }

    /**
     * Whether the members would have a quorum after the changes, by the partition strategy of the hub. Immutable.
     *
     * @param afterLeaving when the nodes that are to go close their hubs
     * @param afterFailure when they fail, all at once, after the others have joined
     * @param advice what would be missing, and what would restore the quorum; empty when nothing would be missing
     */
    public record Quorum(boolean afterLeaving, boolean afterFailure, String advice) {
        /** The members would have a quorum in any case. */
        public static final Quorum HELD = new Quorum(true, true, "");

        /** {@return one human-readable sentence; empty when the quorum would be held in any case} */
        public String summary() {
            if (afterLeaving && afterFailure) {
                return "";
            }
            String when = afterLeaving ? "if the leaving nodes failed instead, " : "";
            return when + "the others would have no quorum" + (advice.isEmpty() ? "" : ": " + advice);
        }
    }

    /**
     * One process that would run on other nodes.
     *
     * @param id the process
     * @param from names of the nodes that would lose their copy, sorted
     * @param to names of the nodes that would get a copy, in order of preference; empty, with {@code from} not empty,
     *     when the process would have fewer copies
     */
    public record Move(ProcessId id, List<String> from, List<String> to) {

        /** Copies the lists. */
        public Move {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        /** {@return one human-readable line} */
        @Override
        public String toString() {
            return id + ": " + names(from) + " -> " + names(to);
        }

        private static String names(List<String> nodes) {
            return nodes.isEmpty() ? "nowhere" : String.join(", ", nodes);
        }
    }

    /** {@return one human-readable sentence: the changes, and how many processes would move} */
    public String summary() {
        String what = changes.stream().map(DryRun::condition).collect(Collectors.joining(" and "));
        return "if " + what + ", " + moves.size() + " of " + processes + " processes would move";
    }

    private static String condition(Change change) {
        return switch (change) {
            case Change.Leave leave -> leave.node() + " left";
            case Change.Join join ->
                join.node() + " joined with weight " + join.weight()
                        + (join.zone().isEmpty() ? "" : " in zone " + join.zone());
            case Change.Weigh weigh -> weigh.node() + " came back with weight " + weigh.weight();
        };
    }

    /** {@return a human-readable text: the summary, what is to say of the quorum, and the first moves, a line each} */
    @Override
    public String toString() {
        String votes = quorum.summary().isEmpty() ? "" : "\n" + quorum.summary();
        String lines =
                moves.stream().limit(LINES_MAX).map(move -> "\n  " + move).collect(Collectors.joining());
        int more = moves.size() - LINES_MAX;
        return summary() + votes + lines + (more > 0 ? "\n  and " + more + " more" : "");
    }

    /**
     * A hypothetical change of the members. Nodes are identified by name, because a node that has not joined has no
     * incarnation. Immutable.
     */
    public sealed interface Change {

        /** {@return the name of the node} */
        String node();

        /**
         * A member leaves or fails.
         *
         * @param node its name
         */
        record Leave(String node) implements Change {}

        /**
         * A node joins.
         *
         * @param node its name; not that of a member
         * @param weight its share relative to the others; 0 when it is to host nothing
         * @param zone the failure zone: nodes of one zone tend to fail together; empty for none, at most 255 characters
         * @param traits its labels, and the types that it knows
         */
        record Join(String node, double weight, String zone, Traits traits) implements Change {

            /**
             * Checks the values.
             *
             * @throws IllegalArgumentException when the name, the weight or the zone is not valid for a node
             */
            public Join {
                var candidate = new Candidate(new NodeId(node, 1), weight, zone);
                node = candidate.node().name();
                weight = candidate.weight();
                zone = candidate.zone();
            }

            /**
             * A node without labels that knows all types.
             *
             * @param node its name; not that of a member
             * @param weight its share relative to the others
             * @param zone the failure zone; empty for none
             * @throws IllegalArgumentException when the name, the weight or the zone is not valid for a node
             */
            public Join(String node, double weight, String zone) {
                this(node, weight, zone, Traits.UNKNOWN);
            }

            /**
             * A node with the default weight, in no zone.
             *
             * @param node its name; not that of a member
             * @throws IllegalArgumentException when the name is not valid for a node
             */
            public Join(String node) {
                this(node, 1, "");
            }
        }

        /**
         * A member gets another weight. A weight is set when a hub starts, so this is the outcome of a restart: the
         * member leaves and joins again in the same zone, and has lost its parked state. Other members must keep the
         * registry meanwhile.
         *
         * @param node its name
         * @param weight its new share relative to the others; 0 when it is to host nothing
         */
        record Weigh(String node, double weight) implements Change {

            /**
             * Checks the weight; whether there is such a member is checked when the change is tried out.
             *
             * @throws IllegalArgumentException when it is negative or no number
             */
            public Weigh {
                weight = new Candidate(new NodeId("member", 1), weight, "").weight();
            }
        }
    }
}
