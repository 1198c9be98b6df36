package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.fleet.NodeJvm;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A node leaves, and another one joins. */
final class JoinWorkload implements DepartureWorkload {
    /** Hashing gives a node a little more or less than its share. */
    private static final double SHARE = 0.9;

    @Override
    public String name() {
        return "join";
    }

    @Override
    public String method() {
        return "One of the nodes leaves in an orderly way, while another asks all until each has answered from a node"
                + " that stays. Then a new JVM is launched and joins, until it has nine tenths of an equal share. The"
                + " CPU of a joiner is that of a node without processes, from its first step until it knows all; that"
                + " of its Java threads leaves out what the JVM takes to compile and to collect.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        Stream<Case> entries = Cases.million(scale, 2).map(JoinWorkload::entries);
        return Stream.concat(DepartureWorkload.super.cases(scale).stream(), entries)
                .toList();
    }

    /** A case in which a node without processes joins those that run all. */
    static Case entries(Case all) {
        String title = String.format(Locale.ROOT, "%,d entries", all.number("count"));
        var plan = new Fleet.Plan(
                all.plan().nodes(), 1, 0, all.plan().tls(), all.plan().heap());
        return new Case(title, Cases.MILLION, all.size(), all.numbers(), plan);
    }

    @Override
    public int successors() {
        return 1;
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        return work.promise().equals(Cases.MILLION) ? joined(fleet, work) : replaced(fleet, work);
    }

    private static Map<Figure, Double> joined(Fleet fleet, Case work) {
        NodeJvm guest = fleet.joinAsGuest();
        guest.run("await_known", Cases.all(work));
        Map<String, Double> used = guest.run("usage", Map.of());
        return Map.of(
                Figure.CPU_JOINER, used.get("cpu_of_node_nanos") / MILLI_NANOS,
                Figure.CPU_JOINER_THREADS, used.get("cpu_of_threads_nanos") / MILLI_NANOS);
    }

    private static Map<Figure, Double> replaced(Fleet fleet, Case work) {
        int nodes = fleet.size();
        NodeJvm leaver = fleet.last();
        long left = System.nanoTime();
        var leaving = leaver.order("leave", "", Map.of());
        fleet.caller().run("await_elsewhere", leaver.name(), Cases.all(work));
        double elsewhere = (System.nanoTime() - left) / MILLI_NANOS;
        double call = leaver.end("leave", leaving).get("leave_nanos") / MILLI_NANOS;
        leaver.kill();

        long launched = System.nanoTime();
        int share = (int) (SHARE * work.number("count") / nodes);
        fleet.join().run("await_hosted", Map.of("count", share));
        double balanced = (System.nanoTime() - launched) / MILLI_NANOS;
        return Map.of(Figure.ELSEWHERE, elsewhere, Figure.LEFT, call, Figure.BALANCED, balanced);
    }
}
