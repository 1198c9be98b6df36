package io.processhub.testkit.simulation.oracle;

import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.List;
import java.util.TreeMap;

/**
 * Of all copies of a process that were ever active, the one that is active now has the greatest term that its node has
 * seen, so a store that checks terms accepts it. A term of a node that crashed does not count for a node whose registry
 * never showed it. Omit this invariant where copies crash while the cluster is split: the other part may never receive
 * the terms of copies that became active during the split.
 */
public record TermsGrow() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        World world = evidence.world();
        var breaches = new TreeMap<ProcessId, String>();
        for (World.Turn turn : world.turns()) {
            var token = new World.Token(turn.id(), turn.copy().node(), turn.term());
            if (turn.role() == Role.ACTIVE) {
                world.activeCopiesOf(turn.id()).stream()
                        .filter(active -> active.term() < turn.term())
                        .filter(active -> world.knows(active.copy().node(), token))
                        .forEach(active -> breaches.put(
                                turn.id(), turn.id() + " is active as " + active + " though later it was " + turn));
            }
        }
        return List.copyOf(breaches.values());
    }
}
