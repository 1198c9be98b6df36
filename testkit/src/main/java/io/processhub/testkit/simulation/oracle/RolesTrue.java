package io.processhub.testkit.simulation.oracle;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.ArrayList;
import java.util.List;

/** Every registry has the actual roles of the copies that run. */
public record RolesTrue() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        List<Registration> compared = List.of();
        List<String> wrong = List.of();
        for (Evidence.Testimony hub : evidence.hubs().values()) {
            if (!hub.registrations().equals(compared)) { // most registries are equal
                compared = hub.registrations();
                wrong = compared.stream()
                        .flatMap(each -> each.instances().stream()
                                .filter(copy -> wrong(each.id(), copy, evidence.world()))
                                .map(copy -> sentence(each.id(), copy)))
                        .toList();
            }
            NodeId self = hub.status().self();
            wrong.forEach(each -> breaches.add("the registry of " + self + " has " + each));
        }
        return breaches;
    }

    /** Whether a copy runs, but in another role. */
    private static boolean wrong(ProcessId id, Registration.Copy copy, World world) {
        var place = new Location(copy.node(), copy.epoch());
        boolean active =
                world.activeCopiesOf(id).stream().anyMatch(turn -> turn.copy().equals(place));
        return world.copiesOf(id).contains(place) && active != (copy.role() == Role.ACTIVE);
    }

    private static String sentence(ProcessId id, Registration.Copy copy) {
        return id + " as " + copy.role() + " on " + copy.node() + " with epoch " + copy.epoch()
                + " but it has the other role there";
    }
}
