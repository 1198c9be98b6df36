package io.processhub.testkit.simulation.oracle;

import io.processhub.process.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of any two instances of a process the later one has the greater epoch, wherever they ran. Nodes that could not hear
 * of one another may break this; leave it out where a test splits the cluster.
 */
public record EpochsGrow() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        var breaches = new ArrayList<String>();
        Map<ProcessId, World.Start> latest = new TreeMap<>();
        for (World.Start start : evidence.world().starts()) {
            World.Start before = latest.put(start.id(), start);
            if (before != null && before.epoch() >= start.epoch()) {
                breaches.add("epochs of " + start.id() + " do not grow: " + before + ", then " + start);
            }
        }
        return breaches;
    }
}
