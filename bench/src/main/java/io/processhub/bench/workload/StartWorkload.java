package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Many starts in one call. */
final class StartWorkload implements Workload {
    private static final double MILLI_NANOS = 1e6;
    private static final double MICRO_NANOS = 1e3;
    private static final double SECOND_NANOS = 1e9;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String method() {
        return "One node starts all in one call. «Awaited» is until the call returns, «in every registry» until each"
                + " node can look all of them up; without a registry both are the same. CPU and allocation are those of"
                + " all nodes together.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        List<Integer> processes = scale.processes(List.of(1_000, 10_000, 100_000), 500);
        return Stream.concat(Cases.each(scale.nodes(3), processes, name(), 0), Cases.million(scale, 1))
                .toList();
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        int count = work.number("count");
        Map<String, Integer> ids = Map.of("from", number * count, "count", count);
        Usage before = Usage.of(fleet);
        long begin = System.nanoTime();
        var known = fleet.order("await_known", ids);
        double awaited = fleet.caller().run("start", ids).get("await_nanos");
        fleet.end("await_known", known);
        double everywhere = System.nanoTime() - begin;
        Usage used = Usage.of(fleet).since(before);
        double stopped = fleet.caller().run("stop", ids).get("await_nanos");
        fleet.all("await_known", Map.of("count", 0));

        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.AWAITED, awaited / MILLI_NANOS);
        figures.put(Figure.EVERYWHERE, everywhere / MILLI_NANOS);
        figures.put(Figure.STARTS, count * SECOND_NANOS / everywhere);
        figures.put(Figure.CPU_EACH, used.cpuNanos() / MICRO_NANOS / count);
        figures.put(Figure.ALLOCATED_EACH, used.allocatedBytes() / count);
        figures.put(Figure.WIRE_EACH, used.loopbackBytes() / count);
        figures.put(Figure.STOPPED, stopped / MILLI_NANOS);
        return figures;
    }
}
