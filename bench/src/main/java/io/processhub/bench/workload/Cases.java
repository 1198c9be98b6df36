package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Cases that several workloads have. */
final class Cases {
    /** Takes part where a million is started. */
    static final String MILLION = "million";

    private static final int MANY = 500_000;

    private Cases() {}

    static Case processes(String promise, int nodes, int later, int count) {
        String title = String.format(Locale.ROOT, "%,d on %d %s", count, nodes, nodes == 1 ? "node" : "nodes");
        return new Case(title, promise, count, Map.of("count", count), plan(nodes, later, 0, count));
    }

    /** {@return a million, for those that say that they take part, when nothing else is asked for} */
    static Stream<Case> million(Scale scale, int nodes) {
        return scale.quick() || !scale.nodes().isEmpty() || !scale.processes().isEmpty()
                ? Stream.empty()
                : Stream.of(processes(MILLION, nodes, 0, 1_000_000));
    }

    /** {@return a case for each number of nodes and each number of processes} */
    static Stream<Case> each(List<Integer> nodes, List<Integer> processes, String promise, int later) {
        return nodes.stream().flatMap(size -> processes.stream().map(count -> processes(promise, size, later, count)));
    }

    static Fleet.Plan plan(int nodes, int later, int callers, int count) {
        return new Fleet.Plan(nodes, later, callers, false, count > MANY ? "6g" : "2g");
    }

    /** One node starts all of a case, and then every node knows them. */
    static void start(Fleet fleet, Case work) {
        fleet.caller().run("start", all(work));
        fleet.all("await_known", all(work));
    }

    /** {@return the numbers of an order for all names of a case} */
    static Map<String, Integer> all(Case work) {
        return Map.of("from", 0, "count", work.number("count"));
    }
}
