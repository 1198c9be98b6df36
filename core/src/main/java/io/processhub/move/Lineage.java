package io.processhub.move;

import java.util.ArrayList;
import java.util.List;

/**
 * What one copy of a process owes to others, by their epochs: so that no state is counted twice, and no conflict told
 * twice. Of many only the latest are remembered.
 *
 * @param states of which copies it has the state in its own, by a move or because they were merged
 * @param settled which copies were stopped in favour of this one
 */
public record Lineage(List<Long> states, List<Long> settled) {
    private static final int EPOCHS_MAX = 64;

    /** Of a copy that began with nothing. */
    public static final Lineage NONE = new Lineage(List.of(), List.of());

    /** Freezes the lists. */
    public Lineage {
        states = List.copyOf(states);
        settled = List.copyOf(settled);
    }

    /**
     * Whether its state and that of another copy have something in common.
     *
     * @param own epoch of this copy
     * @param other epoch of the other one
     * @param theirs what the other one has in its own
     * @return whether they cannot be merged without counting something twice
     */
    public boolean shares(long own, long other, List<Long> theirs) {
        return states.contains(other) || theirs.contains(own) || theirs.stream().anyMatch(states::contains);
    }

    /**
     * It has the state of another copy now.
     *
     * @param other epoch of that one
     * @param theirs what that one had in its own
     * @return a longer lineage
     */
    public Lineage with(long other, List<Long> theirs) {
        var all = new ArrayList<>(states);
        all.addAll(theirs);
        all.add(other);
        return new Lineage(latest(all), settled);
    }

    /**
     * Another copy is to stop in favour of this one.
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
