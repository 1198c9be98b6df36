package io.processhub.testkit.simulation.oracle;

import io.processhub.HubStatus;
import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The data that an invariant is checked against. Immutable, except the world and the intents.
 *
 * @param world what really runs, independent of any registry
 * @param intents the intents that the hubs have acknowledged
 * @param hubs the statements of each live hub, by node
 */
public record Evidence(World world, Intents intents, SortedMap<NodeId, Testimony> hubs) {
    private static final int MEMBERS_MAX = 1_000;

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

    /** Whether no process ever has more than one copy. */
    boolean singleCopies() {
        return hubs.values().stream().allMatch(hub -> hub.redundancy().copies(MEMBERS_MAX) == 1);
    }

    /** Whether the redundancy strategy lets one copy of each process be active. */
    boolean oneActive() {
        return hubs.values().stream().allMatch(hub -> hub.redundancy().oneActive());
    }

    /**
     * The processes that must run: their start was acknowledged and they were not stopped since, or the registry of a
     * hub has them and requires copies of them, and no later stop was acknowledged.
     */
    SortedSet<ProcessId> wanted() {
        var wanted = new TreeSet<>(intents.wanted());
        for (Testimony hub : hubs.values()) {
            hub.registrations().stream()
                    .filter(registration -> hub.copies(registration) > 0)
                    .map(Registration::id)
                    .forEach(wanted::add);
        }
        intents.unwanted().forEach(wanted::remove);
        return wanted;
    }

    /**
     * The statements of one hub. Immutable.
     *
     * @param status its status
     * @param registrations its whole registry, sorted by id
     * @param redundancy decides how many copies of each process it runs, and in which roles
     */
    public record Testimony(HubStatus status, List<Registration> registrations, RedundancyStrategy redundancy) {

        /**
         * How many copies of a process must run, without the nodes that have parked it.
         *
         * @param registration of the process, in the registry of this hub
         * @return 0 also when this hub has no quorum
         */
        public int copies(Registration registration) {
            int able = (int) status.membership().nodes().stream()
                    .filter(node -> !registration.parkedOn(node))
                    .count();
            return Math.min(copies(), able);
        }

        /** {@return how many copies must run of each process that no node has parked; 0 when this hub has no quorum} */
        public int copies() {
            int members = status.membership().nodes().size();
            return status.membership().quorum() ? Math.min(redundancy.copies(members), members) : 0;
        }
    }
}
