package io.processhub.move;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived on this node, for as long as the source may ask. Of one process it is more than one only where
 * several copies were merged. Confined to the hub's thread.
 */
public final class PastArrivals {
    private final Map<ProcessId, List<Arrival>> all = new LinkedHashMap<>();

    /** Remembers nothing yet. */
    public PastArrivals() {}

    /** {@return whether there is something that a source may ask for} */
    public boolean any() {
        return !all.isEmpty();
    }

    /**
     * Remembers one.
     *
     * @param arrival has arrived
     */
    public void add(Arrival arrival) {
        all.computeIfAbsent(arrival.id(), id -> new ArrayList<>(1)).add(arrival);
    }

    /**
     * Finds one.
     *
     * @param id which process
     * @param source where it came from
     * @param attempt of the source
     * @return the arrival; {@code null} when it is not remembered
     */
    public @Nullable Arrival find(ProcessId id, NodeId source, long attempt) {
        for (Arrival arrival : all.getOrDefault(id, List.of())) {
            if (arrival.belongsTo(source, attempt)) {
                return arrival;
            }
        }
        return null;
    }

    /**
     * Forgets some of one process.
     *
     * @param id which process
     * @param which those to forget
     */
    public void forget(ProcessId id, Predicate<Arrival> which) {
        all.computeIfPresent(id, (same, some) -> some.removeIf(which) && some.isEmpty() ? null : some);
    }

    /**
     * Forgets what came from a node.
     *
     * @param source will not ask any more
     */
    public void forget(NodeId source) {
        all.values().removeIf(some -> {
            some.removeIf(arrival -> arrival.source().equals(source));
            return some.isEmpty();
        });
    }
}
