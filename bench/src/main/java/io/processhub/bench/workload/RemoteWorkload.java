package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages between two JVMs. */
final class RemoteWorkload implements Workload {
    private static final int SMALL_BYTES = 100;
    private static final int LARGE_BYTES = 1 << 10;
    private static final int IN_FLIGHT = 64;

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public String method() {
        return "One thread sends to one receiver in another JVM. Tells: at most 10,000 messages or 4 MiB under way,"
                + " with an acknowledgement for every 500. Asks of 100 B: 64 in flight, or one after another. The"
                + " faster of the two ways in which JGroups sends is the one to compare with.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        Stream<Case> clear = cases(scale, false, "");
        return (scale.tls() ? Stream.concat(clear, cases(scale, true, ", TLS")) : clear).toList();
    }

    private Stream<Case> cases(Scale scale, boolean tls, String suffix) {
        return Stream.of(
                work("tell 100 B" + suffix, tls, SMALL_BYTES, scale.count(2_000_000, 5_000), 0),
                work("tell 1 KiB" + suffix, tls, LARGE_BYTES, scale.count(1_000_000, 5_000), 0),
                work("ask, 64 in flight" + suffix, tls, SMALL_BYTES, scale.count(200_000, 2_000), IN_FLIGHT),
                work("ask, one after another" + suffix, tls, SMALL_BYTES, scale.count(25_000, 200), 1));
    }

    private Case work(String title, boolean tls, int bytes, int messages, int flight) {
        Map<String, Integer> numbers = Map.of("bytes", bytes, "messages", messages, "flight", flight, "bursts", 0);
        return new Case(title, name(), bytes, numbers, new Fleet.Plan(2, 0, 1, tls, "2g"));
    }

    /** The receiver first, so that the sender finds it. */
    @Override
    public void prepare(Fleet fleet, Case work) {
        fleet.last().run("open_link", work.numbers());
        fleet.caller().run("open_link", work.numbers());
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        String kind = work.number("flight") == 0 ? "remote_tell" : "remote_ask";
        return Asks.figures(fleet.caller().run(kind, work.numbers()));
    }
}
