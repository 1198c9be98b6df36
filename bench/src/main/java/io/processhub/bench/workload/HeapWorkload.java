package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.fleet.NodeJvm;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Memory that something takes for as long as it is there. */
final class HeapWorkload implements Workload {
    private static final String ENTRY = "entry";
    private static final String IDLE = "idle";

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public String method() {
        return "Heap after collections, with and without so many. «Entry» is what a node keeps of a process that runs"
                + " on another; «idle» is a process on its host with all that belongs to it.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        return scale.processes(List.of(1_000_000), 2_000).stream()
                .flatMap(count -> Stream.of(
                        work("entry of a remote process", ENTRY, count, Cases.plan(2, 0, 1, count)),
                        work("idle process on its host", IDLE, count, Cases.plan(1, 0, 0, count))))
                .toList();
    }

    private static Case work(String title, String promise, int count, Fleet.Plan plan) {
        return new Case(
                String.format(Locale.ROOT, "%s, %,d", title, count), promise, count, Map.of("count", count), plan);
    }

    @Override
    public Scale.Repeats repeats(Scale.Repeats asked) {
        return Workload.once(asked.turns());
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        NodeJvm measured = fleet.caller();
        double before = measured.run("heap", Map.of()).get("heap_bytes");
        if (work.promise().equals(ENTRY)) {
            fleet.last().run("register", Cases.all(work));
            measured.run("await_names", Cases.all(work));
        } else {
            measured.run("idle", Cases.all(work));
        }
        double after = measured.run("heap", Map.of()).get("heap_bytes");
        return Map.of(Figure.HEAP_EACH, (after - before) / work.number("count"));
    }
}
