package io.processhub.bench.workload;

import java.util.List;

/**
 * How much is done.
 *
 * @param nodes numbers of nodes to measure with; empty for what the workload finds usual
 * @param processes numbers of processes to measure with; empty for what the workload finds usual
 * @param repeats how often
 * @param quick whether the usual numbers are small, to see that all works
 * @param tls whether what crosses between nodes is also measured encrypted
 */
public record Scale(List<Integer> nodes, List<Integer> processes, Repeats repeats, boolean quick, boolean tls) {
    /**
     * How often something is measured.
     *
     * @param rounds of each case and contestant in all
     * @param turns how many fleets these rounds are spread over, by turns with those of the others
     * @param warmUps rounds of the same size in each fleet before those that count
     */
    public record Repeats(int rounds, int turns, int warmUps) {
        int roundsOfATurn() {
            return (rounds + turns - 1) / turns;
        }
    }

    List<Integer> nodes(int usual) {
        return nodes.isEmpty() ? List.of(usual) : nodes;
    }

    List<Integer> processes(List<Integer> usual, int quickly) {
        if (!processes.isEmpty()) {
            return processes;
        }
        return quick ? List.of(quickly) : usual;
    }

    int count(int usual, int quickly) {
        return quick ? quickly : usual;
    }
}
