package io.processhub.testkit.simulation.oracle;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The instances that really run, of processes of any type: observed where hubs call user code, and ended by the crashes
 * of their nodes, independent of any registry. Not thread-safe; confined to the thread of the simulation.
 */
public final class World {
    private static final Comparator<Location> BY_NODE =
            Comparator.comparing(Location::node).thenComparingLong(Location::epoch);

    /**
     * The start of an instance.
     *
     * @param at virtual time since the start of the simulation
     * @param id the process
     * @param node the node that runs it
     * @param epoch of the instance
     */
    public record Start(Duration at, ProcessId id, NodeId node, long epoch) {}

    /**
     * A change of the role of an instance.
     *
     * @param at virtual time since the start of the simulation
     * @param id the process
     * @param copy the instance and its node
     * @param role its new role
     * @param term of the role; at the start of the instance its epoch
     */
    public record Turn(Duration at, ProcessId id, Location copy, Role role, long term) {}

    private final SortedMap<ProcessId, SortedMap<NodeId, Long>> running = new TreeMap<>();
    private final List<Start> starts = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final SortedMap<ProcessId, SortedMap<Location, Turn>> active = new TreeMap<>();
    private final List<String> doubles = new ArrayList<>();
    private final List<String> rivals = new ArrayList<>();
    private final Map<Token, Set<NodeId>> witnesses = new HashMap<>();

    /**
     * The epoch or the term of a copy, by which stores judge it.
     *
     * @param id the process
     * @param node the node that ran the copy
     * @param value an epoch or a term
     */
    public record Token(ProcessId id, NodeId node, long value) {}

    /** Creates a world without instances. */
    public World() {}

    /**
     * Records the start of an instance.
     *
     * @param start the start
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
     * Records a change of role.
     *
     * @param turn the change
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
     * Records that an instance has a greater epoch.
     *
     * @param id the process
     * @param copy the instance with its epoch so far, and its node; does nothing when it has ended
     * @param epoch from now on
     */
    public void raised(ProcessId id, Location copy, long epoch) {
        Map<NodeId, Long> copies = running.getOrDefault(id, new TreeMap<>());
        if (copies.replace(copy.node(), copy.epoch(), epoch)) {
            var turns = active.getOrDefault(id, new TreeMap<>(BY_NODE));
            Turn turn = turns.remove(copy);
            if (turn != null) {
                var now = new Location(copy.node(), epoch);
                turns.put(now, new Turn(turn.at, id, now, turn.role, turn.term));
            }
        }
    }

    /**
     * Records the end of an instance.
     *
     * @param id the process
     * @param node the node that ran it
     * @param epoch of the instance; when another instance runs there by now, that one remains
     */
    public void stopped(ProcessId id, NodeId node, long epoch) {
        active.getOrDefault(id, new TreeMap<>(BY_NODE)).remove(new Location(node, epoch));
        Map<NodeId, Long> copies = running.getOrDefault(id, new TreeMap<>());
        if (copies.remove(node, epoch) && copies.isEmpty()) {
            running.remove(id);
        }
    }

    /**
     * Records the end of all instances on a node.
     *
     * @param node the node
     */
    public void crashed(NodeId node) {
        active.values()
                .forEach(copies -> copies.keySet().removeIf(copy -> copy.node().equals(node)));
        running.values().forEach(copies -> copies.remove(node));
        running.values().removeIf(Map::isEmpty);
    }

    /**
     * Returns the tokens of the copies on a node.
     *
     * @param node the node
     * @return the epoch of each copy that runs there, and the term of each that is active
     */
    public Set<Token> tokensOf(NodeId node) {
        var tokens = new HashSet<Token>();
        running.forEach((id, copies) -> {
            if (copies.containsKey(node)) {
                tokens.add(new Token(id, node, copies.get(node)));
            }
        });
        active.forEach((id, copies) -> copies.forEach((copy, turn) -> {
            if (copy.node().equals(node)) {
                tokens.add(new Token(id, node, turn.term()));
            }
        }));
        return tokens;
    }

    /**
     * Records which nodes have seen a token of a node that crashed.
     *
     * @param token of a copy that ran when its node crashed
     * @param nodes those whose registries showed it before they removed the crashed node
     */
    public void seen(Token token, Set<NodeId> nodes) {
        witnesses.put(token, Set.copyOf(nodes));
    }

    /**
     * Whether a node can start with a greater epoch or term than a token.
     *
     * @param token of any copy
     * @param node any node
     * @return false when the token is of a node that crashed before the registry of this node showed it
     */
    public boolean knows(NodeId node, Token token) {
        Set<NodeId> seen = witnesses.get(token);
        return seen == null || seen.contains(node);
    }

    /** {@return the processes that run somewhere, sorted} */
    public List<ProcessId> running() {
        return List.copyOf(running.keySet());
    }

    /**
     * Returns the copies of a process.
     *
     * @param id the process
     * @return the current copies, sorted by node
     */
    public List<Location> copiesOf(ProcessId id) {
        return running.getOrDefault(id, Collections.emptySortedMap()).entrySet().stream()
                .map(copy -> new Location(copy.getKey(), copy.getValue()))
                .toList();
    }

    /**
     * Returns the active copies of a process.
     *
     * @param id the process
     * @return the change that made each of them active, sorted by node
     */
    public List<Turn> activeCopiesOf(ProcessId id) {
        return List.copyOf(active.getOrDefault(id, Collections.emptySortedMap()).values());
    }

    /** {@return all changes of role, the first of each copy included, in the order in which they happened} */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** {@return a sentence for each time that a copy became active while another copy of its process was active} */
    public List<String> rivals() {
        return List.copyOf(rivals);
    }

    /** {@return all starts, in the order in which they happened} */
    public List<Start> starts() {
        return List.copyOf(starts);
    }

    /** {@return a sentence for each start of a process on a node that already ran it} */
    public List<String> doubles() {
        return List.copyOf(doubles);
    }
}
