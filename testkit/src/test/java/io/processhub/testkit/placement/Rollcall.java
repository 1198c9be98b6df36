package io.processhub.testkit.placement;

import io.processhub.HubBuilder;
import io.processhub.cluster.NodeId;
import io.processhub.process.StartResult;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A simulated cluster in which each node has settings of its own, and the names of the nodes that run something. */
final class Rollcall {
    private Rollcall() {}

    /** Gives each node that starts the next ones of some settings, and those after the last one none. */
    static UnaryOperator<HubBuilder> oneByOne(List<UnaryOperator<HubBuilder>> settings) {
        Deque<UnaryOperator<HubBuilder>> left = new ArrayDeque<>(settings);
        return hub -> left.isEmpty() ? hub : left.removeFirst().apply(hub);
    }

    /** Where a process lives in the world, whatever a registry says; sorted. */
    static List<String> hosts(SimulatedCluster cluster, ProcessId id) {
        return cluster.runningCopiesOf(id).stream()
                .map(Location::node)
                .map(NodeId::name)
                .sorted()
                .toList();
    }

    /** The answer to a call does not matter here; what comes of it is checked in the world. */
    static void unheeded(CompletableFuture<?> answer) {
        Objects.requireNonNull(answer);
    }

    /** What a result says went wrong. */
    static String reason(StartResult result) {
        return switch (result) {
            case StartResult.Refused refused -> refused.reason();
            case StartResult.Failed failed -> failed.failures().getFirst().reason();
            default -> "";
        };
    }
}
