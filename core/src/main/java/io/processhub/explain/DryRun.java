package io.processhub.explain;

import io.processhub.process.ProcessId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What would move after a change of the members, if nothing else changed. It compares where copies run now with where
 * they would run when the hub has come to rest; what passes through other nodes on the way is not in it. Immutable.
 *
 * @param change what was tried out
 * @param processes how many processes are wanted, whether they move or not
 * @param moves in order of the names of the processes; what has to move or to start already is among them
 */
public record DryRun(Change change, int processes, List<Move> moves) {
    private static final int LINES_MAX = 20;

    /** Freezes the moves. */
    public DryRun {
        moves = List.copyOf(moves);
    }

    /**
     * One process that would run elsewhere.
     *
     * @param id which one
     * @param from names of the nodes that would lose their copy, sorted
     * @param to names of the nodes that would get one, in order of preference; with {@code from} not empty and this
     *     empty, it would have fewer copies
     */
    public record Move(ProcessId id, List<String> from, List<String> to) {

        /** Freezes the lists. */
        public Move {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        /** {@return one line for people} */
        @Override
        public String toString() {
            return id + ": " + names(from) + " -> " + names(to);
        }

        private static String names(List<String> nodes) {
            return nodes.isEmpty() ? "nowhere" : String.join(", ", nodes);
        }
    }

    /** {@return one sentence for people: what was tried out, and how many processes would move} */
    public String summary() {
        String what = switch (change) {
            case Change.Leave leave -> "if " + leave.node() + " left";
            case Change.Join join ->
                "if " + join.node() + " joined with weight " + join.weight()
                        + (join.zone().isEmpty() ? "" : " in zone " + join.zone());
            case Change.Weigh weigh -> "if " + weigh.node() + " came back with weight " + weigh.weight();
        };
        return what + ", " + moves.size() + " of " + processes + " processes would move";
    }

    /** {@return a text for people: the summary and the first moves, a line each} */
    @Override
    public String toString() {
        String lines =
                moves.stream().limit(LINES_MAX).map(move -> "\n  " + move).collect(Collectors.joining());
        int more = moves.size() - LINES_MAX;
        return summary() + lines + (more > 0 ? "\n  and " + more + " more" : "");
    }
}
