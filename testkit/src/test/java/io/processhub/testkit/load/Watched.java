package io.processhub.testkit.load;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.LoadProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A strategy whose questions are watched: the scores that it chose by, for each start, and how much it gave away. */
record Watched(DistributionStrategy strategy, List<Map<NodeId, Score>> seen, List<Integer> moves)
        implements DistributionStrategy {

    Watched(DistributionStrategy strategy) {
        this(strategy, new ArrayList<>(), new ArrayList<>());
    }

    /** How old the score of a node was that the last start chose by. */
    Duration age(NodeId node) {
        return Optional.ofNullable(seen.getLast().get(node)).orElseThrow().age();
    }

    @Override
    public Placement over(List<Candidate> candidates) {
        return strategy.over(candidates);
    }

    @Override
    public List<Assignment> assign(Request request) {
        Map<NodeId, Score> scores = new TreeMap<>();
        for (Candidate candidate : request.candidates()) {
            request.loads()
                    .of()
                    .apply(candidate.node())
                    .score()
                    .ifPresent(score -> scores.put(candidate.node(), score));
        }
        seen.add(scores);
        return strategy.assign(request);
    }

    @Override
    public Assignment settle(Wanted process, List<NodeId> owners) {
        return strategy.settle(process, owners);
    }

    @Override
    public Optional<LoadProbe> measures() {
        return strategy.measures();
    }

    @Override
    public Optional<Duration> rebalances() {
        return strategy.rebalances();
    }

    @Override
    public List<Wanted> relieve(NodeId host, Request request) {
        List<Wanted> given = strategy.relieve(host, request);
        moves.add(given.size());
        return given;
    }

    @Override
    public String toString() {
        return strategy.toString();
    }
}
