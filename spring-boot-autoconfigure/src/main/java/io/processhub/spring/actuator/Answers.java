package io.processhub.spring.actuator;

import io.processhub.explain.DryRun;
import io.processhub.explain.Explanation;
import io.processhub.registry.Registration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the endpoint answers. */
final class Answers {
    private Answers() {}

    /**
     * A node, and what runs there.
     *
     * @param node its name
     * @param processes how many processes have a copy there
     * @param self whether it is this node
     */
    public record Member(String node, long processes, boolean self) {}

    /**
     * A type, and how many processes of it are wanted.
     *
     * @param type its name
     * @param processes how many
     */
    public record Type(String type, long processes) {}

    /**
     * A process.
     *
     * @param id its name
     * @param type of its code
     * @param argument as text
     * @param tag by which it is found
     * @param labels by which it is found
     * @param instances where it runs
     */
    public record Row(
            String id, String type, String argument, String tag, Map<String, String> labels, List<Copy> instances) {

        static Row of(Registration found) {
            return new Row(
                    found.id().value(),
                    found.spec().type(),
                    found.spec().argument().toString(),
                    found.metadata().tag(),
                    found.metadata().labels(),
                    found.instances().stream().map(Copy::of).toList());
        }
    }

    /**
     * A running copy of a process.
     *
     * @param node where
     * @param epoch which instance
     * @param role active or passive
     * @param reason why it was started
     */
    public record Copy(String node, long epoch, String role, String reason) {

        static Copy of(Registration.Copy copy) {
            return new Copy(
                    copy.node().name(),
                    copy.epoch(),
                    copy.role().name(),
                    copy.reason().name());
        }
    }

    /**
     * Some of the processes, in order of their names.
     *
     * @param processes at most as many as were asked for
     * @param next ask for those after this name; {@code null} at the end
     */
    public record Page(List<Row> processes, @Nullable String next) {}

    /**
     * Why a process runs where it runs, or does not.
     *
     * @param id of the process
     * @param wanted whether it must run
     * @param text for people, line by line
     */
    public record Explained(String id, boolean wanted, List<String> text) {

        static Explained of(String id, Explanation explanation) {
            return new Explained(
                    id, explanation.wanted(), explanation.toString().lines().toList());
        }
    }

    /**
     * What a change of the members would move.
     *
     * @param summary one sentence
     * @param processes how many are wanted
     * @param moves the first of them
     * @param quorum whether the members would have one; empty when they would
     */
    public record Predicted(String summary, int processes, List<Move> moves, String quorum) {
        private static final int MOVES_MAX = 1_000;

        static Predicted of(DryRun run) {
            List<Move> moves = run.moves().stream()
                    .limit(MOVES_MAX)
                    .map(move -> new Move(move.id().value(), move.from(), move.to()))
                    .toList();
            return new Predicted(
                    run.summary(), run.processes(), moves, run.quorum().summary());
        }
    }

    /**
     * A process that would run elsewhere.
     *
     * @param id of the process
     * @param from nodes that would lose their copy
     * @param to nodes that would get one
     */
    public record Move(String id, List<String> from, List<String> to) {}

    /**
     * What became of a command.
     *
     * @param done whether all was done
     * @param text for people
     */
    public record Outcome(boolean done, String text) {}
}
