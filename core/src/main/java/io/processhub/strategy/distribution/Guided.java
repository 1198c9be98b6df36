package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import java.util.List;
import java.util.Objects;

/**
 * Processes run on the nodes that callers name: each call that starts some has a
 * {@link io.processhub.process.StartOptions#mapping mapping} with as many nodes for each as it has copies. A call that
 * names too few, too many or unknown nodes, or none for a process, is refused as a whole. The mapping is part of the
 * intent, so it survives the nodes that made it; {@link io.processhub.ProcessHub#remap remap} changes it.
 *
 * @param whenAway what becomes of a copy whose node is not there, is leaving, hosts nothing, or has parked it
 */
public record Guided(WhenAway whenAway) implements DistributionStrategy {

    /** What becomes of a copy whose node is not there. */
    public enum WhenAway {
        /** It waits for its node. */
        WAIT,
        /** It runs on another node meanwhile, chosen as by {@link ConsistentHashing}, and returns. */
        RETURN,
        /** It runs on another node, chosen as by {@link ConsistentHashing}, and belongs there from then on. */
        STAY
    }

    /** Checks that there is an answer. */
    public Guided {
        Objects.requireNonNull(whenAway, "whenAway; leave it out for WAIT");
    }

    /** Waits for nodes that are away. */
    public Guided() {
        this(WhenAway.WAIT);
    }

    @Override
    public Placement over(List<Candidate> candidates) {
        Placement others = whenAway == WhenAway.WAIT ? Placement.nowhere() : new Rendezvous(candidates);
        return Placement.following(candidates, others);
    }

    @Override
    public List<Assignment> assign(Request request) {
        request.processes().forEach(process -> check(process, request));
        return request.processes().stream().map(Wanted::assignment).toList();
    }

    private static void check(Wanted process, Request request) {
        List<String> named = process.assignment().nodes();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("process " + process.id()
                    + " is not in the mapping of the call; Guided needs the nodes of each process:"
                    + " StartOptions.mapping(Map.of(id, List.of(node)))");
        }
        if (named.size() != request.copies()) {
            throw new IllegalArgumentException("process " + process.id() + " is mapped to " + named.size() + " nodes, "
                    + named + ", and runs in " + request.copies() + " copies; name one node for each copy");
        }
        named.forEach(node -> check(process, node, request));
    }

    private static void check(Wanted process, String node, Request request) {
        Candidate candidate = request.candidates().stream()
                .filter(known -> known.node().name().equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("process " + process.id() + " is mapped to node " + node
                        + ", which is no member that takes processes; those are "
                        + request.candidates().stream()
                                .map(known -> known.node().name())
                                .toList()));
        if (!request.fit().test(process, candidate)) {
            throw new IllegalArgumentException("process " + process.id() + " is mapped to node " + node
                    + ", which does not know its type or does not meet its constraints");
        }
    }

    @Override
    public Assignment settle(Wanted process, List<NodeId> owners) {
        return whenAway == WhenAway.STAY ? Assignment.to(owners) : process.assignment();
    }

    @Override
    public String rule() {
        return "on the nodes that the caller names"
                + switch (whenAway) {
                    case WAIT -> "; nowhere while they are away";
                    case RETURN -> "; while they are away, by rendezvous hashing";
                    case STAY -> "; once they are away, for good where rendezvous hashing finds";
                };
    }
}
