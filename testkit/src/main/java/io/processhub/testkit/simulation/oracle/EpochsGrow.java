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
 * The remaining copy has the greatest epoch of all copies of the process that its node has seen, so a store that checks
 * epochs accepts it; and on one node epochs increase from start to start. Where the redundancy strategy allows several
 * copies, the one with the greatest epoch may be the one that was lost, and only the second part is checked.
 * Temporarily, of two nodes that could not communicate, the later one may have used the smaller epoch. A copy whose
 * node crashed does not count for a node whose registry never showed it: that node could not start with a greater
 * epoch. Omit this invariant where a node fails while the cluster is split: the other nodes have no information about
 * what it started during the split.
 */
public record EpochsGrow() implements Invariant {
    private record Place(ProcessId id, NodeId node) {}

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        Map<Place, World.Start> latest = new HashMap<>();
        Map<ProcessId, World.Start> later = new TreeMap<>();
        for (World.Start start : evidence.world().starts()) {
            World.Start before = latest.put(new Place(start.id(), start.node()), start);
            if (before != null && before.epoch() >= start.epoch()) {
                breaches.add("epochs of " + start.id() + " do not increase: " + before + ", then " + start);
            }
            if (evidence.singleCopies() && outlivedBySmaller(evidence.world(), start)) {
                later.merge(start.id(), start, (one, other) -> one.epoch() >= other.epoch() ? one : other);
            }
        }
        later.forEach((id, start) -> breaches.add(
                id + " runs as " + evidence.world().copiesOf(id) + " though there was a later copy: " + start));
        return breaches;
    }

    /** Whether only copies with smaller epochs remain, and the node of one of them has seen this one. */
    private static boolean outlivedBySmaller(World world, World.Start start) {
        List<Location> copies = world.copiesOf(start.id());
        var token = new World.Token(start.id(), start.node(), start.epoch());
        return copies.stream().allMatch(copy -> copy.epoch() < start.epoch())
                && copies.stream().anyMatch(copy -> world.knows(copy.node(), token));
    }
}
