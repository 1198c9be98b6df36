package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;

/** Looking up by name. */
final class LookupWorkload implements Workload {
    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String method() {
        return "One caller on one node looks up all names in the same random order, and then the same keys in a"
                + " `ConcurrentHashMap` of the same JVM.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        return scale.processes(List.of(10_000, 1_000_000), 500).stream()
                .map(count -> Cases.processes(name(), 1, 0, count))
                .toList();
    }

    @Override
    public void prepare(Fleet fleet, Case work) {
        Cases.start(fleet, work);
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        Map<String, Double> figures = fleet.caller().run("lookup", Cases.all(work));
        double lookup = figures.get("lookup_nanos");
        return Map.of(Figure.LOOKUP, lookup, Figure.TIMES_MAP, lookup / figures.get("floor_nanos"));
    }
}
