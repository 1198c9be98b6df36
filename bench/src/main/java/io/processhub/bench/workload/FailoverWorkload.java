package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.fleet.NodeJvm;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;

/** The loss of a node. */
final class FailoverWorkload implements Workload {
    private static final double MILLI_NANOS = 1e6;

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
        List<Integer> processes = scale.processes(List.of(10_000), 200);
        return scale.nodes(3).stream()
                .flatMap(nodes -> processes.stream().map(count -> Cases.processes(name(), nodes, 0, count)))
                .toList();
    }

    @Override
    public Scale.Repeats repeats(Scale.Repeats asked) {
        return Workload.once(asked.rounds());
    }

    @Override
    public void prepare(Fleet fleet, Case work) {
        fleet.caller().run("start", Cases.all(work));
        fleet.all("await_known", Cases.all(work));
        fleet.caller().run("await_elsewhere", "", Cases.all(work));
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
