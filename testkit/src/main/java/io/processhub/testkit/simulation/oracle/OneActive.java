package io.processhub.testkit.simulation.oracle;

import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.testkit.simulation.oracle.World.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Of every process that must run exactly one copy is active, according to the roles that the copies received, and every
 * registry has that copy and no other as the active one. For hubs whose processes have one active copy each.
 */
public record OneActive() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        for (ProcessId id : evidence.wanted()) {
            List<Turn> active = evidence.world().activeCopiesOf(id);
            if (active.size() != 1) {
                breaches.add(id + " has " + active.size() + " active copies: " + active);
            } else {
                evidence.hubs().values().forEach(hub -> compare(active.getFirst(), hub, breaches));
            }
        }
        return breaches;
    }

    private static void compare(Turn active, Evidence.Testimony hub, List<String> breaches) {
        List<Location> said = hub.registrations().stream()
                .filter(registration -> registration.id().equals(active.id()))
                .flatMap(OneActive::activeOnes)
                .toList();
        if (!said.equals(List.of(active.copy()))) {
            breaches.add("the registry of " + hub.status().self() + " has " + active.id() + " as active on " + said
                    + " but it is on " + active.copy());
        }
    }

    private static Stream<Location> activeOnes(Registration registration) {
        return registration.instances().stream()
                .filter(copy -> copy.role() == Role.ACTIVE)
                .map(copy -> new Location(copy.node(), copy.epoch()));
    }
}
