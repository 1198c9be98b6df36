package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.report.Tables;
import io.processhub.benchmarks.synchronization.result.Results;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.seed.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what synchronization costs, prints tables, and writes all figures to a file. Arguments: the file; the
 * numbers of nodes, separated by commas, 5,10,50,100,500,1000 unless given. Needs 6 GiB of heap with a thousand nodes.
 */
public final class SynchronizationWorkload {
    private static final int[] NODES = {5, 10, 50, 100, 500, 1000};
    private static final double[] LOSSES = {0, 0.01, 0.05, 0.20};
    private static final double[] MILD_LOSSES = {0, 0.05};

    /** Deliveries in all trials of a setting, more or less, and bounds to the number of trials. */
    private static final int DELIVERIES = 75_000;

    private static final int TRIALS_MIN = 100;
    private static final int TRIALS_MAX = 300;
    private static final int BATCH = 10;
    private static final int WARM_UP_NODES = 50;

    /** Entries in the heap when each of N nodes knows N times as many as it owns. */
    private static final int COLD_ENTRIES = 1_000_000;

    private static final int COLD_ENTRIES_EACH_MAX = 1_000;
    private static final int COLD_NODES_MAX = 100;
    private static final int BOOTSTRAP_ENTRIES = 1_000_000;
    private static final int BOOTSTRAP_PEERS = 4;

    private final Results results = new Results();

    private final Path file;

    private SynchronizationWorkload(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("needs the file to write results to");
        }
        int[] nodes = arguments.length < 2
                ? NODES
                : Arrays.stream(arguments[1].split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        var workload = new SynchronizationWorkload(Path.of(arguments[0]));
        warmUp();
        Arrays.stream(nodes).forEach(workload::measure);
        ShapeRows.rows().forEach(row -> workload.add(List.of(row)));
        workload.measureBootstrap();
        new Tables(workload.results).all().forEach((name, lines) -> {
            System.out.println("\n" + name + "\n");
            lines.forEach(System.out::println);
        });
    }

    /** Lets the compiler see the code before real time counts. */
    private static void warmUp() {
        for (OurProtocol ours : OurProtocol.values()) {
            EventRows.row(ours, WARM_UP_NODES, 0, new EventRows.Amount(1, TRIALS_MAX));
        }
    }

    private void measure(int nodes) {
        for (double loss : LOSSES) {
            measureEvents(nodes, loss);
        }
        for (double loss : MILD_LOSSES) {
            measureRounds(nodes, loss);
            measureCold(nodes, loss);
        }
    }

    private void measureEvents(int nodes, double loss) {
        int trials = Math.clamp(DELIVERIES / nodes, TRIALS_MIN, TRIALS_MAX);
        measureEvents(nodes, loss, new EventRows.Amount(1, trials));
        if (Arrays.stream(MILD_LOSSES).anyMatch(mild -> mild == loss)) {
            measureEvents(nodes, loss, new EventRows.Amount(BATCH, trials));
        }
        add(List.of(SeedRows.event(nodes, loss)));
    }

    private void measureEvents(int nodes, double loss, EventRows.Amount amount) {
        add(List.of(Bounds.event(nodes, loss, amount.entries())));
        for (OurProtocol ours : OurProtocol.values()) {
            add(List.of(EventRows.row(ours, nodes, loss, amount)));
        }
    }

    private void measureRounds(int nodes, double loss) {
        add(List.of(Bounds.quiet(nodes, loss)));
        for (OurProtocol ours : OurProtocol.values()) {
            add(RoundRows.rows(ours, nodes, loss, nodes <= COLD_NODES_MAX ? 3 : 1));
        }
    }

    private void measureCold(int nodes, double loss) {
        int entriesEach = Math.clamp(COLD_ENTRIES / nodes / nodes, 1, COLD_ENTRIES_EACH_MAX);
        add(SeedRows.rounds(Reading.DOCUMENTED, nodes, loss, entriesEach));
        if (loss == 0) { // once is long enough
            add(SeedRows.rounds(Reading.CODED, nodes, loss, entriesEach));
        }
        if (nodes <= COLD_NODES_MAX) {
            add(List.of(Bounds.cold(nodes, loss, entriesEach)));
            for (OurProtocol ours : OurProtocol.values()) {
                add(List.of(ColdRows.row(ours, nodes, loss, entriesEach)));
            }
        }
    }

    private void measureBootstrap() {
        for (OurProtocol ours : OurProtocol.values()) {
            add(List.of(BootstrapRows.row(ours, BOOTSTRAP_PEERS, BOOTSTRAP_ENTRIES / BOOTSTRAP_PEERS)));
        }
    }

    /** Writes what there is at once, so that a run that is cut off was not in vain. */
    private void add(List<Row> rows) {
        rows.forEach(results::add);
        try {
            results.write(file);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
        System.out.printf("%tT %s%n", System.currentTimeMillis(), rows.getLast().subject());
    }
}
