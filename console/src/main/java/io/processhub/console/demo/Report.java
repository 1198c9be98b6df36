package io.processhub.console.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found. A step that was not reached has −1 for its time.
 *
 * @param nodes how many nodes there were at the start
 * @param processes how many processes were wanted
 * @param replicas how many copies of each were wanted
 * @param startedMs milliseconds from the request until every process ran and every registry knew
 * @param registriesEqual whether all registries said the same each time they were compared
 * @param answered how many processes answered a call from another node; of several verifications the worst
 * @param failoverMs milliseconds from the kill until every process ran on the survivors and every registry knew
 * @param lost wanted processes that ran nowhere when last counted
 * @param duplicated processes that ran more often than wanted when last counted
 * @param copiesMissing copies that ran nowhere when last counted
 * @param rolesWrong processes that had too many or too few active copies when last counted
 * @param rejoinMs milliseconds from the launch of the fresh node until it had its share and every registry knew
 * @param leaveMs milliseconds from the request to leave until every process ran on those that stayed
 * @param moved how many processes changed their node while one joined and one left
 * @param statesKept how many of them took their count of messages along, without a gap
 * @param messages how many messages were sent meanwhile, to all processes together
 * @param messagesLost how many of them no process has handled
 * @param messagesDoubled how many of them were handled once more
 * @param messagesUnanswered how many of them got no answer
 * @param ok whether every verification held
 * @param killed the node that was killed; empty when none was
 * @param fresh the node that came afterwards; empty when none did
 * @param left the node that left in the end; empty when none did
 * @param spreads how many processes each node ran, at each point of the demo
 * @param samples some processes, where they ran, and what they answered
 * @param error what did not hold; {@code null} when everything did
 */
public record Report(
        int nodes,
        int processes,
        int replicas,
        long startedMs,
        boolean registriesEqual,
        int answered,
        long failoverMs,
        int lost,
        int duplicated,
        int copiesMissing,
        int rolesWrong,
        long rejoinMs,
        long leaveMs,
        int moved,
        int statesKept,
        int messages,
        int messagesLost,
        int messagesDoubled,
        int messagesUnanswered,
        boolean ok,
        String killed,
        String fresh,
        String left,
        List<Spread> spreads,
        List<Sample> samples,
        @Nullable String error) {

    /** Freezes the lists. */
    public Report {
        spreads = List.copyOf(spreads);
        samples = List.copyOf(samples);
    }

    /**
     * Who runs how much.
     *
     * @param when at which point of the demo
     * @param perNode how many processes each node runs, by its name
     * @param copies how many copies the processes had
     * @param active how many of them were active
     */
    public record Spread(String when, Map<String, Integer> perNode, Range copies, Range active) {}

    /**
     * A number that is not the same for all processes.
     *
     * @param min for the process with the fewest
     * @param max for the process with the most
     */
    public record Range(int min, int max) {
        /** {@return the number, or both} */
        @Override
        public String toString() {
            return min == max ? String.valueOf(min) : min + " to " + max;
        }
    }

    /**
     * One process that was asked.
     *
     * @param id which one
     * @param node where it ran
     * @param reply what it answered
     */
    public record Sample(String id, String node, String reply) {}
}
