package io.processhub.testkit.simulation.oracle;

import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import io.processhub.registry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Every registry says of every probe exactly where it runs, with which epoch.
 *
 * @param type under which the probes are registered; other processes are left out
 */
public record RegistriesTrue(String type) implements Invariant {

    /** For probes of the standard type. */
    public RegistriesTrue() {
        this("probe");
    }

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        evidence.hubs().values().forEach(hub -> compare(hub, evidence.world(), breaches));
        return breaches;
    }

    private void compare(Evidence.Testimony hub, World world, List<String> breaches) {
        var said = new TreeMap<ProcessId, List<Location>>();
        world.running().forEach(id -> said.put(id, List.of()));
        hub.registrations().stream()
                .filter(registration -> registration.spec().type().equals(type))
                .forEach(registration -> said.put(registration.id(), locations(registration)));
        said.forEach((id, locations) -> {
            if (!locations.equals(world.copiesOf(id))) {
                breaches.add("the registry of " + hub.status().self() + " says that " + id + " runs on " + locations
                        + " but it runs on " + world.copiesOf(id));
            }
        });
    }

    private static List<Location> locations(Registration registration) {
        return registration.instances().stream()
                .map(hosted -> new Location(hosted.node(), hosted.instance().epoch()))
                .toList();
    }
}
