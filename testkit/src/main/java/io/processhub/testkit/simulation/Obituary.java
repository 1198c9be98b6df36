package io.processhub.testkit.simulation;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.testkit.simulation.oracle.World;
import io.processhub.testkit.simulation.oracle.World.Token;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out which other nodes have seen the copies of a node that has just crashed. Until a node has removed it from
 * its members, what it has sent may still arrive there; so the registry of each is looked at again and again until
 * then.
 */
final class Obituary {
    private static final Duration GLANCE = Duration.ofMillis(1);

    private final Simulation simulation;
    private final Life observer;
    private final NodeId dead;
    private final Supplier<List<ProcessHub>> survivors;
    private final World world;
    private final Set<Token> tokens;

    /** What each node has not seen so far. */
    private final Map<NodeId, Set<Token>> unseen = new TreeMap<>();

    /** Begins to look, while the world still shows what ran on the node. */
    Obituary(Simulation simulation, NodeId dead, Supplier<List<ProcessHub>> survivors, World world) {
        this.simulation = simulation;
        this.observer = new Life("obituary of " + dead);
        this.dead = dead;
        this.survivors = survivors;
        this.world = world;
        this.tokens = world.tokensOf(dead);
        look();
    }

    private void look() {
        boolean remembered = false;
        for (ProcessHub hub : survivors.get()) {
            Set<Token> missing = unseen.computeIfAbsent(hub.self(), ignored -> new HashSet<>(tokens));
            missing.removeIf(token -> shows(hub, token));
            remembered |= !missing.isEmpty() && hub.nodes().contains(dead);
        }
        if (remembered) {
            simulation.plan(GLANCE.toNanos(), observer, this::look);
        } else {
            tokens.forEach(token -> world.seen(token, witnesses(token)));
        }
    }

    private Set<NodeId> witnesses(Token token) {
        return unseen.entrySet().stream()
                .filter(node -> !node.getValue().contains(token))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean shows(ProcessHub hub, Token token) {
        return hub.lookup(token.id()).stream()
                .map(Registration::instances)
                .flatMap(List::stream)
                .filter(copy -> copy.node().equals(dead))
                .anyMatch(
                        copy -> copy.epoch() >= token.value() || copy.instance().term() >= token.value());
    }
}
