package io.processhub.console.demo;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found. As JSON it is one flat object: the names of the parts do not appear in it.
 *
 * @param size what was asked for
 * @param times how long each step took
 * @param check what the verifications and the last count said
 * @param load what became of states and messages while one node joined and one left
 * @param verdict whether everything held
 * @param changes which nodes went and came
 * @param spreads how many processes each node ran, at each point of the demo
 * @param samples some processes, where they ran, and what they answered
 */
public record Report(
        @JsonUnwrapped Size size,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Check check,
        @JsonUnwrapped Load load,
        @JsonUnwrapped Verdict verdict,
        @JsonUnwrapped Changes changes,
        List<Spread> spreads,
        List<Sample> samples) {

    /** Freezes the lists. */
    public Report {
        spreads = List.copyOf(spreads);
        samples = List.copyOf(samples);
    }

    /**
     * Whether every verification held.
     *
     * @return false when the demo did not come to its end
     */
    public boolean ok() {
        return verdict.ok();
    }

    /**
     * What was asked for.
     *
     * @param nodes how many nodes there were at the start
     * @param processes how many processes were wanted
     * @param replicas how many copies of each were wanted
     */
    public record Size(int nodes, int processes, int replicas) {}

    /**
     * How long each step took, in milliseconds; −1 for a step that was not reached.
     *
     * @param startedMs from the request until every process ran and every registry knew
     * @param failoverMs from the kill until every process ran on the survivors and every registry knew
     * @param rejoinMs from the launch of the fresh node until it had its share and every registry knew
     * @param leaveMs from the request to leave until every process ran on those that stayed
     */
    public record Times(long startedMs, long failoverMs, long rejoinMs, long leaveMs) {
        /** No step was reached. */
        public static final Times NONE = new Times(-1, -1, -1, -1);

        Times started(long ms) {
            return new Times(ms, failoverMs, rejoinMs, leaveMs);
        }

        Times failover(long ms) {
            return new Times(startedMs, ms, rejoinMs, leaveMs);
        }

        Times rejoin(long ms) {
            return new Times(startedMs, failoverMs, ms, leaveMs);
        }

        Times leave(long ms) {
            return new Times(startedMs, failoverMs, rejoinMs, ms);
        }
    }

    /**
     * What the verifications and the last count said.
     *
     * @param registriesEqual whether all registries said the same each time they were compared
     * @param answered how many processes answered a call from another node; of several verifications the worst
     * @param count what was wrong when last counted
     */
    public record Check(
            boolean registriesEqual,
            int answered,
            @JsonUnwrapped Count count) {}

    /**
     * What was wrong when the JVMs were last counted.
     *
     * @param lost wanted processes that ran nowhere
     * @param duplicated processes that ran more often than wanted
     * @param copiesMissing copies that ran nowhere
     * @param rolesWrong processes that had too many or too few active copies
     */
    public record Count(int lost, int duplicated, int copiesMissing, int rolesWrong) {

        /** {@return whether every process had its copies, and each its role} */
        boolean complete() {
            return lost + duplicated + copiesMissing + rolesWrong == 0;
        }
    }

    /**
     * What became of states and messages while one node joined and one left.
     *
     * @param moved how many processes changed their node
     * @param statesKept how many of them took their count of messages along, without a gap
     * @param messages how many messages were sent, to all processes together
     * @param messagesLost how many of them no process has handled
     * @param messagesDoubled how many of them were handled once more
     * @param messagesUnanswered how many of them got no answer
     */
    public record Load(
            int moved, int statesKept, int messages, int messagesLost, int messagesDoubled, int messagesUnanswered) {
        /** Nothing was sent. */
        public static final Load NONE = new Load(0, 0, 0, 0, 0, 0);

        Load plus(Load more) {
            return new Load(
                    moved + more.moved,
                    statesKept + more.statesKept,
                    messages + more.messages,
                    messagesLost + more.messagesLost,
                    messagesDoubled + more.messagesDoubled,
                    messagesUnanswered + more.messagesUnanswered);
        }

        /** {@return whether no state and no message was lost} */
        boolean everythingKept() {
            return statesKept == moved && messagesLost == 0 && messagesDoubled == 0 && messagesUnanswered == 0;
        }
    }

    /**
     * Which nodes went and came; empty for what was not reached.
     *
     * @param killed the node that was killed
     * @param fresh the node that came afterwards
     * @param left the node that left in the end
     */
    public record Changes(String killed, String fresh, String left) {
        /** Nothing was reached. */
        public static final Changes NONE = new Changes("", "", "");

        Changes killed(Member member) {
            return new Changes(member.name(), fresh, left);
        }

        Changes fresh(Member member) {
            return new Changes(killed, member.name(), left);
        }

        Changes left(Member member) {
            return new Changes(killed, fresh, member.name());
        }
    }

    /**
     * Whether everything held.
     *
     * @param ok whether every verification held
     * @param error what did not hold; {@code null} when everything did
     */
    public record Verdict(boolean ok, @Nullable String error) {}

    /**
     * Which node runs how much.
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
