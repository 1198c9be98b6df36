package io.processhub.testkit.simulation;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.testkit.simulation.oracle.World;
import io.processhub.testkit.simulation.oracle.World.Token;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out which copies of a node that has just crashed were never heard of. Until the other nodes have removed it
 * from their members, what it has sent may still arrive; so their registries are looked at again and again until then.
 */
final class Obituary {
    private static final Duration GLANCE = Duration.ofMillis(1);

    private final Simulation simulation;
    private final Life observer;
    private final NodeId dead;
    private final Supplier<List<ProcessHub>> survivors;
    private final World world;
    private final Set<Token> unheard;

    /** Begins to look, while the world still shows what ran on the node. */
    Obituary(Simulation simulation, NodeId dead, Supplier<List<ProcessHub>> survivors, World world) {
        this.simulation = simulation;
        this.observer = new Life("obituary of " + dead);
        this.dead = dead;
        this.survivors = survivors;
        this.world = world;
        this.unheard = new HashSet<>(world.tokensOf(dead));
        look();
    }

    private void look() {
        List<ProcessHub> hubs = survivors.get();
        unheard.removeIf(token -> hubs.stream().anyMatch(hub -> knows(hub, token)));
        boolean remembered = hubs.stream().anyMatch(hub -> hub.nodes().contains(dead));
        if (!unheard.isEmpty() && remembered) {
            simulation.plan(GLANCE.toNanos(), observer, this::look);
        } else {
            world.diedUnheard(unheard);
        }
    }

    private boolean knows(ProcessHub hub, Token token) {
        return hub.lookup(token.id()).stream()
                .map(Registration::instances)
                .flatMap(List::stream)
                .filter(copy -> copy.node().equals(dead))
                .anyMatch(
                        copy -> copy.epoch() >= token.value() || copy.instance().term() >= token.value());
    }
}
