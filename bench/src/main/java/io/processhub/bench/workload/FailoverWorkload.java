package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.fleet.NodeJvm;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The loss of a node. */
final class FailoverWorkload implements DepartureWorkload {
    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String method() {
        return "One of the nodes is killed with SIGKILL. Another asks all until each has answered from a node that"
                + " lives.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        return Stream.concat(DepartureWorkload.super.cases(scale).stream(), Cases.million(scale, 3))
                .toList();
    }

    @Override
    public int successors() {
        return 0;
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        NodeJvm victim = fleet.last();
        long begin = System.nanoTime();
        victim.kill();
        fleet.caller().run("await_elsewhere", victim.name(), Cases.all(work));
        return Map.of(Figure.ELSEWHERE, (System.nanoTime() - begin) / MILLI_NANOS);
    }
}
