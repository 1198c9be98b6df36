package io.processhub.testkit.simulation.oracle;

import io.processhub.cluster.NodeId;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which instances of probes really run, told by the probes themselves and by the crashes of their nodes, not by any
 * registry. Confined to the thread of the simulation.
 */
public final class World {

    /**
     * An instance began to run.
     *
     * @param at virtual time since the start of the simulation
     * @param id which process
     * @param node where
     * @param epoch which instance
     */
    public record Start(Duration at, ProcessId id, NodeId node, long epoch) {}

    private final SortedMap<ProcessId, SortedMap<NodeId, Long>> running = new TreeMap<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<String> doubles = new ArrayList<>();

    /** A world in which nothing runs. */
    public World() {}

    /**
     * An instance runs.
     *
     * @param start where and since when
     */
    public void started(Start start) {
        starts.add(start);
        Long other =
                running.computeIfAbsent(start.id, ignored -> new TreeMap<>()).put(start.node, start.epoch);
        if (other != null) {
            doubles.add("at " + start.at + " " + start.id + " started on " + start.node + " with epoch " + start.epoch
                    + " while epoch " + other + " ran there");
        }
    }

    /**
     * An instance runs no longer.
     *
     * @param id which process
     * @param node where it was
     * @param epoch which instance; when another one runs there by now, that one stays
     */
    public void stopped(ProcessId id, NodeId node, long epoch) {
        Map<NodeId, Long> copies = running.getOrDefault(id, Collections.emptySortedMap());
        if (copies.remove(node, epoch) && copies.isEmpty()) {
            running.remove(id);
        }
    }

    /**
     * Everything on a node is gone at once.
     *
     * @param node which one
     */
    public void crashed(NodeId node) {
        running.values().forEach(copies -> copies.remove(node));
        running.values().removeIf(Map::isEmpty);
    }

    /** {@return the processes that run somewhere, sorted} */
    public List<ProcessId> running() {
        return List.copyOf(running.keySet());
    }

    /**
     * The copies of a process.
     *
     * @param id which process
     * @return where it runs at this moment, sorted by node
     */
    public List<Location> copiesOf(ProcessId id) {
        return running.getOrDefault(id, Collections.emptySortedMap()).entrySet().stream()
                .map(copy -> new Location(copy.getKey(), copy.getValue()))
                .toList();
    }

    /** {@return all starts, in the order in which they happened} */
    public List<Start> starts() {
        return List.copyOf(starts);
    }

    /** {@return each start of a process on a node that ran it already, as a sentence} */
    public List<String> doubles() {
        return List.copyOf(doubles);
    }
}
