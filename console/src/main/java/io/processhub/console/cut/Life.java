package io.processhub.console.cut;

import io.processhub.console.node.LifeLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One process object, from its start to its end.
 *
 * @param node where
 * @param id which process
 * @param begin when, in nanoseconds of the machine's monotonic clock
 * @param end when, by the same clock; {@link #OPEN} while it lives
 */
public record Life(String node, String id, long begin, long end) {
    /** It has not ended. */
    static final long OPEN = Long.MAX_VALUE;

    private record Instance(String id, long epoch) {}

    /** What a node has written down, put together. */
    static List<Life> of(String node, List<LifeLog.Entry> entries) {
        var lives = new ArrayList<Life>();
        Map<Instance, Long> begun = new LinkedHashMap<>();
        for (LifeLog.Entry entry : entries) {
            var instance = new Instance(entry.id(), entry.epoch());
            if (entry.begins()) {
                begun.put(instance, entry.nanos());
            } else {
                Long begin = begun.remove(instance);
                if (begin == null) {
                    throw new IllegalArgumentException(instance + " ends on " + node + " without a beginning");
                }
                lives.add(new Life(node, entry.id(), begin, entry.nanos()));
            }
        }
        Stream<Life> open =
                begun.entrySet().stream().map(one -> new Life(node, one.getKey().id(), one.getValue(), OPEN));
        return Stream.concat(lives.stream(), open).toList();
    }

    boolean during(Window window) {
        return begin < window.end() && end > window.begin();
    }

    /**
     * A stretch of time.
     *
     * @param begin in nanoseconds of the machine's monotonic clock
     * @param end by the same clock
     */
    record Window(long begin, long end) {}
}
