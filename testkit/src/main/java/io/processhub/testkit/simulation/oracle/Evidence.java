package io.processhub.testkit.simulation.oracle;

import io.processhub.HubStatus;
import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check compares.
 *
 * @param world what really runs
 * @param wishes what was asked for
 * @param hubs what each living hub says, by node
 */
public record Evidence(World world, Wishes wishes, SortedMap<NodeId, Testimony> hubs) {

    /** Freezes the testimonies. */
    public Evidence {
        hubs = Collections.unmodifiableSortedMap(new TreeMap<>(hubs));
    }

    /**
     * Looks for breaches of several invariants.
     *
     * @param invariants which ones
     * @return a sentence for each breach; empty when all hold
     */
    public List<String> breaches(List<Invariant> invariants) {
        return invariants.stream().flatMap(one -> one.breaches(this).stream()).toList();
    }

    /**
     * What one hub says.
     *
     * @param status how it is doing
     * @param registrations its whole registry, sorted by id
     */
    public record Testimony(HubStatus status, List<Registration> registrations) {}
}
