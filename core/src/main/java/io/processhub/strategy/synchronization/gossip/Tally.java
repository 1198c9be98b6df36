package io.processhub.strategy.synchronization.gossip;

import io.processhub.strategy.synchronization.Synchronizer.Counter;
import io.processhub.strategy.synchronization.Synchronizer.Counters;
import java.util.EnumMap;
import java.util.Map;

/** Counts what this node's gossip does. */
final class Tally {
    private final Map<Counter, Long> values = new EnumMap<>(Counter.class);

    void add(Counter counter) {
        values.merge(counter, 1L, Long::sum);
    }

    void received(int hops) {
        values.merge(Counter.HOPS_MAX, (long) hops, Math::max);
    }

    void sent(boolean again) {
        add(Counter.RELAYED);
        if (again) {
            add(Counter.REPEATED);
        }
    }

    void round(boolean complete) {
        add(Counter.ROUNDS);
        if (!complete) {
            add(Counter.ROUNDS_INCOMPLETE);
        }
    }

    Counters counters() {
        return new Counters(values);
    }
}
