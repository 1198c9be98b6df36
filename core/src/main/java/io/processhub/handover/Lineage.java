package io.processhub.handover;

import java.util.ArrayList;
import java.util.List;

/**
 * The earlier copies of a process that went into one copy, by their epochs: so that no state is merged twice, and no
 * conflict reported twice. Only the latest 64 of each kind are remembered.
 *
 * @param states the copies whose states it contains, by a move or by a merge
 * @param settled the copies that were stopped in favour of this one
 */
public record Lineage(List<Long> states, List<Long> settled) {
    private static final int EPOCHS_MAX = 64;

    /** The lineage of a copy that began with nothing. */
    public static final Lineage NONE = new Lineage(List.of(), List.of());

    /** Freezes the lists. */
    public Lineage {
        states = List.copyOf(states);
        settled = List.copyOf(settled);
    }

    /**
     * Whether its state and that of another copy have a part in common.
     *
     * @param own epoch of this copy
     * @param other epoch of the other one
     * @param others the copies whose states the other one contains
     * @return whether a merge would count a state twice
     */
    public boolean shares(long own, long other, List<Long> others) {
        return states.contains(other) || others.contains(own) || others.stream().anyMatch(states::contains);
    }

    /**
     * Adds a copy whose state it contains now.
     *
     * @param other epoch of that one
     * @param others the copies whose states that one contained
     * @return a longer lineage
     */
    public Lineage with(long other, List<Long> others) {
        var all = new ArrayList<>(states);
        all.addAll(others);
        all.add(other);
        return new Lineage(latest(all), settled);
    }

    /**
     * Adds a copy that stops in favour of this one.
     *
     * @param other epoch of that one
     * @return a longer lineage
     */
    public Lineage settle(long other) {
        var all = new ArrayList<>(settled);
        all.add(other);
        return new Lineage(states, latest(all));
    }

    private static List<Long> latest(List<Long> all) {
        return all.subList(Math.max(0, all.size() - EPOCHS_MAX), all.size());
    }
}
