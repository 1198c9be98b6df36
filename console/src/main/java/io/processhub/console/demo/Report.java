package io.processhub.console.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found. A step that was not reached has −1 for its time.
 *
 * @param nodes how many nodes there were at the start
 * @param processes how many processes were wanted
 * @param startedMs milliseconds from the request until every process ran and every registry knew
 * @param registriesEqual whether all registries said the same each time they were compared
 * @param answered how many processes answered a call from another node; of several verifications the worst
 * @param failoverMs milliseconds from the kill until every process ran on the survivors and every registry knew
 * @param lost wanted processes that ran nowhere when last counted
 * @param duplicated processes that ran more than once when last counted
 * @param rejoinMs milliseconds from the launch of the fresh node until it had its share and every registry knew
 * @param moved how many processes the fresh node ran then
 * @param ok whether every verification held
 * @param killed the node that was killed; empty when none was
 * @param fresh the node that came afterwards; empty when none did
 * @param spreads how many processes each node ran, at each point of the demo
 * @param samples some processes, where they ran, and what they answered
 * @param error what did not hold; {@code null} when everything did
 */
public record Report(
        int nodes,
        int processes,
        long startedMs,
        boolean registriesEqual,
        int answered,
        long failoverMs,
        int lost,
        int duplicated,
        long rejoinMs,
        int moved,
        boolean ok,
        String killed,
        String fresh,
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
     */
    public record Spread(String when, Map<String, Integer> perNode) {}

    /**
     * One process that was asked.
     *
     * @param id which one
     * @param node where it ran
     * @param reply what it answered
     */
    public record Sample(String id, String node, String reply) {}
}
