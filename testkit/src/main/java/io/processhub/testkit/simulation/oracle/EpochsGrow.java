package io.processhub.testkit.simulation.oracle;

import io.processhub.cluster.NodeId;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The copy that is left has the greatest epoch of all copies there ever were, so a store that checks epochs lets it in;
 * and on one node epochs grow from start to start. In between, of two nodes that could not hear of one another the
 * later one may have used the smaller epoch. Leave it out where a node dies while the cluster is split: what it started
 * in there, nobody has ever heard of.
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
                breaches.add("epochs of " + start.id() + " do not grow: " + before + ", then " + start);
            }
            greatest.merge(start.id(), start, (one, other) -> one.epoch() >= other.epoch() ? one : other);
        }
        greatest.forEach((id, start) -> compare(start, evidence.world().copiesOf(id), breaches));
        return breaches;
    }

    private static void compare(World.Start greatest, List<Location> copies, List<String> breaches) {
        if (copies.stream().mapToLong(Location::epoch).max().orElse(Long.MAX_VALUE) < greatest.epoch()) {
            breaches.add(greatest.id() + " is left with " + copies + " though there was a later copy: " + greatest);
        }
    }
}
