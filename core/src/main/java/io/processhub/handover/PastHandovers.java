package io.processhub.handover;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The incoming handovers that have succeeded, for as long as the source may ask about them. One process has more than
 * one only where several copies were merged. Confined to the hub's thread.
 *
 * @param <H> moves or merges
 */
public final class PastHandovers<H extends IncomingHandover> {
    private final Map<ProcessId, List<H>> all = new LinkedHashMap<>();

    /** Remembers nothing yet. */
    public PastHandovers() {}

    /** {@return whether there is one that a source may ask about} */
    public boolean any() {
        return !all.isEmpty();
    }

    /**
     * Remembers one.
     *
     * @param handover has succeeded
     */
    public void add(H handover) {
        all.computeIfAbsent(handover.id(), id -> new ArrayList<>(1)).add(handover);
    }

    /**
     * Finds one.
     *
     * @param attempt of a source
     * @return its handover; {@code null} when it is not remembered
     */
    public @Nullable H find(IncomingHandover.Attempt attempt) {
        for (H handover : all.getOrDefault(attempt.id(), List.of())) {
            if (handover.is(attempt)) {
                return handover;
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
    public void forget(ProcessId id, Predicate<? super H> which) {
        all.computeIfPresent(id, (same, some) -> some.removeIf(which) && some.isEmpty() ? null : some);
    }

    /**
     * Forgets the handovers of a node.
     *
     * @param source does not ask any more
     */
    public void forget(NodeId source) {
        all.values().removeIf(some -> {
            some.removeIf(handover -> handover.source().equals(source));
            return some.isEmpty();
        });
    }
}
