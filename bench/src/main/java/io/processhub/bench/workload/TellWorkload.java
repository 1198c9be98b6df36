package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages without an answer, within one JVM. */
final class TellWorkload implements Workload {
    @Override
    public String name() {
        return "tell";
    }

    @Override
    public String method() {
        return "One thread sends to receivers in its JVM by turns, with at most 10,000 messages under way, until all"
                + " are handled.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        int messages = scale.count(3_000_000, 50_000);
        return Stream.of(1, 1_000)
                .map(receivers -> new Case(
                        String.format("to %,d", receivers),
                        name(),
                        receivers,
                        Map.of("receivers", receivers, "messages", messages),
                        Cases.plan(1, 0, 0, 0)))
                .toList();
    }

    @Override
    public void prepare(Fleet fleet, Case work) {
        fleet.caller().run("open", work.numbers());
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        return Map.of(Figure.RATE, fleet.caller().run("tell", work.numbers()).get("per_second"));
    }
}
