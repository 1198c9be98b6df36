package io.processhub.testkit.simulation.oracle;

import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of all copies of a process that were ever active, the one that is active now has the greatest term, so a store that
 * checks terms accepts it. A term does not count whose node crashed before the registry of any other node showed it.
 * Omit this invariant where copies crash while the cluster is split: the other part may never receive the terms of
 * copies that became active during the split.
 */
public record TermsGrow() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        Map<ProcessId, World.Turn> latest = new TreeMap<>();
        evidence.world().turns().stream()
                .filter(turn -> turn.role() == Role.ACTIVE)
                .filter(turn -> !evidence.world().unheard(turn.id(), turn.copy().node(), turn.term()))
                .forEach(turn ->
                        latest.merge(turn.id(), turn, (one, other) -> one.term() >= other.term() ? one : other));
        latest.forEach((id, last) -> evidence.world().activeCopiesOf(id).stream()
                .filter(active -> active.term() < last.term())
                .forEach(active -> breaches.add(id + " is active as " + active + " though later it was " + last)));
        return breaches;
    }
}
