package io.processhub.testkit.simulation.oracle;

import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every registry has the actual nodes and epochs of the copies of every process. */
public record RegistriesTrue() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        List<Registration> compared = List.of();
        SortedMap<ProcessId, List<Location>> wrong = wrong(compared, evidence.world());
        for (Evidence.Testimony hub : evidence.hubs().values()) {
            if (!hub.registrations().equals(compared)) { // most registries are equal
                compared = hub.registrations();
                wrong = wrong(compared, evidence.world());
            }
            wrong.forEach((id, locations) ->
                    breaches.add("the registry of " + hub.status().self() + " has " + id
                            + " on " + locations + " but it runs on "
                            + evidence.world().copiesOf(id)));
        }
        return breaches;
    }

    /** Returns the registered locations of the processes for which they are wrong. */
    private static SortedMap<ProcessId, List<Location>> wrong(List<Registration> registrations, World world) {
        var said = new TreeMap<ProcessId, List<Location>>();
        world.running().forEach(id -> said.put(id, List.of()));
        registrations.forEach(registration -> said.put(registration.id(), locations(registration)));
        said.entrySet().removeIf(entry -> entry.getValue().equals(world.copiesOf(entry.getKey())));
        return said;
    }

    private static List<Location> locations(Registration registration) {
        return registration.instances().stream()
                .map(copy -> new Location(copy.node(), copy.epoch()))
                .toList();
    }
}
