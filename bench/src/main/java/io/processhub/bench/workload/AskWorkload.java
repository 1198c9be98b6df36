package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Questions within one JVM. */
final class AskWorkload implements Workload {
    private static final int IN_FLIGHT = 64;
    private static final int BURST = 1_000;

    @Override
    public String name() {
        return "ask";
    }

    @Override
    public String method() {
        return "One thread asks receivers in its JVM by turns: one question after another, 64 in flight, or in bursts"
                + " of 1,000, of which the next begins when all are answered.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        int messages = scale.count(500_000, 5_000);
        Stream<Case> many = Stream.of(1, 1_000)
                .flatMap(receivers -> Stream.of(
                        asks("64 in flight", receivers, messages, IN_FLIGHT, 0),
                        asks("bursts of 1,000", receivers, messages, BURST, 1)));
        return Stream.concat(Stream.of(asks("one after another", 1, scale.count(50_000, 1_000), 1, 0)), many)
                .toList();
    }

    private Case asks(String how, int receivers, int messages, int flight, int bursts) {
        Map<String, Integer> numbers =
                Map.of("receivers", receivers, "messages", messages, "flight", flight, "bursts", bursts);
        String title = String.format(Locale.ROOT, "%s, to %,d", how, receivers);
        return new Case(title, name(), receivers, numbers, Cases.plan(1, 0, 0, 0));
    }

    @Override
    public void prepare(Fleet fleet, Case work) {
        fleet.caller().run("open", work.numbers());
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        return Asks.figures(fleet.caller().run("ask", work.numbers()));
    }
}
