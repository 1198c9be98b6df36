package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.fleet.NodeJvm;
import io.processhub.bench.result.Figure;
import java.util.Map;

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
                + " that stays. Then a new JVM is launched and joins, until it has nine tenths of an equal share.";
    }

    @Override
    public int successors() {
        return 1;
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
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
