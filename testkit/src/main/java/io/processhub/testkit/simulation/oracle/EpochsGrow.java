package io.processhub.testkit.simulation.oracle;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The remaining copy has the greatest epoch of all copies of the process, so a store that checks epochs accepts it; and
 * on one node epochs increase from start to start. Where the redundancy strategy allows several copies, the one with
 * the greatest epoch may be the one that was lost, and only the second part is checked. Temporarily, of two nodes that
 * could not communicate, the later one may have used the smaller epoch. A copy does not count whose node crashed before
 * the registry of any other node showed it: no node could start with a greater epoch. Omit this invariant where a node
 * fails while the cluster is split: the other nodes have no information about what it started during the split.
 */
public record EpochsGrow() implements Invariant {
    private record Place(ProcessId id, NodeId node) {}

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        Map<Place, World.Start> latest = new HashMap<>();
        Map<ProcessId, World.Start> greatest = new TreeMap<>();
        for (World.Start start : evidence.world().starts()) {
            World.Start before = latest.put(new Place(start.id(), start.node()), start);
            if (before != null && before.epoch() >= start.epoch()) {
                breaches.add("epochs of " + start.id() + " do not increase: " + before + ", then " + start);
            }
            if (evidence.world().unheard(start.id(), start.node(), start.epoch())) {
                continue;
            }
            greatest.merge(start.id(), start, (one, other) -> one.epoch() >= other.epoch() ? one : other);
        }
        if (!evidence.singleCopies()) {
            return breaches;
        }
        greatest.forEach((id, start) -> compare(start, evidence.world().copiesOf(id), breaches));
        return breaches;
    }

    private static void compare(World.Start greatest, List<Location> copies, List<String> breaches) {
        if (copies.stream().mapToLong(Location::epoch).max().orElse(Long.MAX_VALUE) < greatest.epoch()) {
            breaches.add(greatest.id() + " runs as " + copies + " though there was a later copy: " + greatest);
        }
    }
}
