package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;

/** Looking up by tag. */
final class TagWorkload implements Workload {
    private static final int TAGGED = 100;

    @Override
    public String name() {
        return "tag";
    }

    @Override
    public String method() {
        return "One caller on one node queries for a tag that 100 of all have, and gets all of them.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        return scale.processes(List.of(100_000), 1_000).stream()
                .map(count -> Cases.processes(name(), 1, 0, count))
                .toList();
    }

    @Override
    public void prepare(Fleet fleet, Case work) {
        int count = work.number("count");
        fleet.caller().run("start", Cases.all(work));
        fleet.caller().run("start_tagged", Map.of("from", count, "count", TAGGED));
        fleet.all("await_known", Map.of("count", count + TAGGED));
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        Map<String, Double> figures = fleet.caller().run("tag", Map.of("queries", 2_000, "expected", TAGGED));
        return Map.of(Figure.TAG, figures.get("tag_micros"));
    }
}
