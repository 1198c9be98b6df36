package io.processhub.testkit.simulation.oracle;

import io.processhub.cluster.NodeId;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which instances of probes really run, told by the probes themselves and by the crashes of their nodes, not by any
 * registry. Confined to the thread of the simulation.
 */
public final class World {
    private static final Comparator<Location> BY_NODE =
            Comparator.comparing(Location::node).thenComparingLong(Location::epoch);

    /**
     * An instance began to run.
     *
     * @param at virtual time since the start of the simulation
     * @param id which process
     * @param node where
     * @param epoch which instance
     */
    public record Start(Duration at, ProcessId id, NodeId node, long epoch) {}

    /**
     * An instance took up a role.
     *
     * @param at virtual time since the start of the simulation
     * @param id which process
     * @param copy which instance, and where
     * @param role what it is for from then on
     * @param term of the role; at its start the epoch of the instance
     */
    public record Turn(Duration at, ProcessId id, Location copy, Role role, long term) {}

    private final SortedMap<ProcessId, SortedMap<NodeId, Long>> running = new TreeMap<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final SortedMap<ProcessId, SortedMap<Location, Turn>> active = new TreeMap<>();
    private final List<String> doubles = new ArrayList<>();
    private final List<String> rivals = new ArrayList<>();

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
     * An instance is for something else now.
     *
     * @param turn which, and what for
     */
    public void tookRole(Turn turn) {
        turns.add(turn);
        var others = active.computeIfAbsent(turn.id, ignored -> new TreeMap<>(BY_NODE));
        others.remove(turn.copy);
        if (turn.role == Role.ACTIVE) {
            if (!others.isEmpty()) {
                rivals.add("at " + turn.at + " " + turn.id + " became active on " + turn.copy + " while it was on "
                        + others.keySet());
            }
            others.put(turn.copy, turn);
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
        active.getOrDefault(id, new TreeMap<>(BY_NODE)).remove(new Location(node, epoch));
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
        active.values()
                .forEach(copies -> copies.keySet().removeIf(copy -> copy.node().equals(node)));
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

    /**
     * The active copies of a process.
     *
     * @param id which process
     * @return since when each of them is active, sorted by node
     */
    public List<Turn> activeCopiesOf(ProcessId id) {
        return List.copyOf(active.getOrDefault(id, Collections.emptySortedMap()).values());
    }

    /** {@return all changes of role, the first of each copy included, in the order in which they happened} */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** {@return each time that a copy became active while another one of its process was, as a sentence} */
    public List<String> rivals() {
        return List.copyOf(rivals);
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
