package io.processhub.testkit.simulation.oracle;

import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every process that must run, because its start was acknowledged or because the registry of a hub has it, runs with
 * exactly as many copies as the redundancy strategy requires. A node that has parked the process does not count as a
 * member, and a hub without a quorum requires no copies.
 */
public record RequiredCopies() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        Set<String> breaches = new LinkedHashSet<>(); // hubs that agree give the same sentences
        for (Evidence.Testimony hub : evidence.hubs().values()) {
            Map<ProcessId, Integer> required = new HashMap<>();
            hub.registrations().forEach(each -> required.put(each.id(), hub.copies(each)));
            for (ProcessId id : evidence.wanted()) {
                compare(id, required.getOrDefault(id, hub.copies()), evidence.world(), breaches);
            }
        }
        return List.copyOf(breaches);
    }

    private static void compare(ProcessId id, int required, World world, Set<String> breaches) {
        List<Location> copies = world.copiesOf(id);
        if (copies.size() != required) {
            breaches.add(id + " must run with " + required + " copies but runs on " + copies);
        }
    }
}
