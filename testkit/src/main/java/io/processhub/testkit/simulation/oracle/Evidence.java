package io.processhub.testkit.simulation.oracle;

import io.processhub.HubStatus;
import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data that an invariant is checked against. Immutable, except the world and the intents.
 *
 * @param world what really runs, independent of any registry
 * @param intents the intents that the hubs have acknowledged
 * @param hubs the statements of each live hub, by node
 */
public record Evidence(World world, Intents intents, SortedMap<NodeId, Testimony> hubs) {

    /** Copies the statements. */
    public Evidence {
        hubs = Collections.unmodifiableSortedMap(new TreeMap<>(hubs));
    }

    /**
     * Checks several invariants.
     *
     * @param invariants the invariants to check
     * @return a sentence for each breach; empty when all hold
     */
    public List<String> breaches(List<Invariant> invariants) {
        return invariants.stream().flatMap(one -> one.breaches(this).stream()).toList();
    }

    /**
     * The statements of one hub. Immutable.
     *
     * @param status its status
     * @param registrations its whole registry, sorted by id
     */
    public record Testimony(HubStatus status, List<Registration> registrations) {}
}
