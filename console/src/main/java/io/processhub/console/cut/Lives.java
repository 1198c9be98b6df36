package io.processhub.console.cut;

import io.processhub.console.cut.Life.Window;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All process objects that have lived on any node. What is computed here comes from what the nodes wrote down at each
 * start and end, not from looks now and then: no overlap is too short to be seen.
 *
 * @param all in no order
 */
public record Lives(List<Life> all) {

    /** Freezes the list. */
    public Lives {
        all = List.copyOf(all);
    }

    /**
     * When the last copy on some nodes ended, counted from the beginning of the window.
     *
     * @return zero when none lived there; empty when one outlived the window
     */
    OptionalLong stopped(Collection<String> nodes, Window window) {
        long last = all.stream()
                .filter(life -> nodes.contains(life.node()) && life.during(window))
                .mapToLong(Life::end)
                .max()
                .orElse(window.begin());
        return last > window.end() ? OptionalLong.empty() : OptionalLong.of(last - window.begin());
    }

    /** {@return for how long, in nanoseconds, the process that did so longest had two or more copies in the window} */
    long twice(Window window) {
        return all.stream()
                .filter(life -> life.during(window))
                .collect(Collectors.groupingBy(Life::id))
                .values()
                .stream()
                .mapToLong(copies -> twice(copies, window))
                .max()
                .orElse(0);
    }

    private static long twice(Collection<Life> copies, Window window) {
        var changes = new TreeMap<Long, Integer>();
        for (Life life : copies) {
            changes.merge(Math.max(life.begin(), window.begin()), 1, Integer::sum);
            changes.merge(Math.min(life.end(), window.end()), -1, Integer::sum);
        }
        long total = 0;
        long since = window.begin();
        int living = 0;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            total += living > 1 ? change.getKey() - since : 0;
            since = change.getKey();
            living += change.getValue();
        }
        return total;
    }
}
