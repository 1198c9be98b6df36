package io.processhub.explain;

import io.processhub.process.ProcessId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What would move after a change of the members, if nothing else changed.
 *
 * @param change what was tried out
 * @param moves in order of the names of the processes; what has to move already is among them
 */
public record DryRun(Change change, List<Move> moves) {

    /** Freezes the moves. */
    public DryRun {
        moves = List.copyOf(moves);
    }

    /**
     * One process that would run elsewhere.
     *
     * @param id which one
     * @param from names of the nodes that would lose their copy, sorted
     * @param to names of the nodes that would get one, in order of preference
     */
    public record Move(ProcessId id, List<String> from, List<String> to) {

        /** Freezes the lists. */
        public Move {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        /** {@return one line} */
        @Override
        public String toString() {
            return id + ": " + names(from) + " -> " + names(to);
        }

        private static String names(List<String> nodes) {
            return nodes.isEmpty() ? "nowhere" : String.join(", ", nodes);
        }
    }

    /** {@return a text of several lines for people} */
    @Override
    public String toString() {
        String what =
                switch (change) {
                    case Change.Leave leave -> "If " + leave.node() + " left";
                    case Change.Join join -> "If " + join.node() + " joined with weight " + join.weight();
                    case Change.Weigh weigh -> "If " + weigh.node() + " had weight " + weigh.weight();
                };
        return what + ", " + moves.size() + " processes would move.\n"
                + moves.stream().map(move -> "  " + move + '\n').collect(Collectors.joining());
    }
}
