package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import io.processhub.bench.result.Figure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What it costs when nothing happens. */
final class RestWorkload implements Workload {
    private static final double MILLI_NANOS = 1e6;
    private static final double SECOND_NANOS = 1e9;
    private static final int SECONDS = 60;
    private static final int SECONDS_QUICK = 2;

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public String method() {
        return "All are started; then nothing happens for a minute. CPU is that of all nodes together.";
    }

    @Override
    public List<Case> cases(Scale scale) {
        List<Integer> processes = scale.processes(List.of(10_000), 200);
        int seconds = scale.count(SECONDS, SECONDS_QUICK);
        return Cases.each(scale.nodes(scale.count(5, 2)), processes, name(), 0)
                .map(work -> new Case(
                        work.title(),
                        work.promise(),
                        work.size(),
                        Map.of("count", work.number("count"), "seconds", seconds),
                        work.plan()))
                .toList();
    }

    @Override
    public Scale.Repeats repeats(Scale.Repeats asked) {
        return Workload.once(asked.turns());
    }

    @Override
    public void prepare(Fleet fleet, Case work) {
        Cases.start(fleet, work);
        rest(work.number("seconds"));
    }

    private static void rest(int seconds) {
        long end = System.nanoTime() + (long) (seconds * SECOND_NANOS);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public Map<Figure, Double> round(Fleet fleet, Case work, int number) {
        Usage before = Usage.of(fleet);
        long begin = System.nanoTime();
        rest(work.number("seconds"));
        Usage used = Usage.of(fleet).since(before);
        double seconds = (System.nanoTime() - begin) / SECOND_NANOS;
        return Map.of(
                Figure.CPU_AT_REST,
                used.cpuNanos() / MILLI_NANOS / seconds,
                Figure.BYTES_AT_REST,
                used.loopbackBytes() / seconds);
    }
}
