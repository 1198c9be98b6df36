package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Request;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A copy of a process that one node may give to another; its other copies stay where they are. */
final class Move {
    private final Wanted process;
    private final NodeId giver;
    private final Request request;
    private final List<NodeId> hosts;

    /** Of the other copies, which avoid sharing a zone. */
    private final Set<String> zones = new TreeSet<>();

    Move(Wanted process, NodeId giver, Request request) {
        this.process = process;
        this.giver = giver;
        this.request = request;
        this.hosts = request.hosts().apply(process.id());
        if (hosts.size() > 1) {
            request.candidates().stream()
                    .filter(known ->
                            hosts.contains(known.node()) && !known.node().equals(giver))
                    .map(Candidate::zone)
                    .filter(zone -> !zone.isEmpty())
                    .forEach(zones::add);
        }
    }

    boolean possible(Candidate taker) {
        return !hosts.contains(taker.node())
                && !process.assignment().nodes().contains(taker.node().name())
                && !zones.contains(taker.zone())
                && request.fit().test(process, taker);
    }

    /** The process as it is to be written into a new intent. */
    Wanted to(NodeId taker) {
        Assignment now = process.assignment();
        Assignment before = now.nodes().contains(giver.name()) ? now : Assignment.to(hosts);
        return process.assigned(before.replaced(giver.name(), taker.name()));
    }
}
