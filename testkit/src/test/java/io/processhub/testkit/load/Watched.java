package io.processhub.testkit.load;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.LoadProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A strategy whose questions are watched: how old the scores were that it chose by, and what it gave away. */
record Watched(DistributionStrategy strategy, List<Duration> ages, List<Integer> known, List<Integer> moves)
        implements DistributionStrategy {

    @Override
    public Placement over(List<Candidate> candidates) {
        return strategy.over(candidates);
    }

    @Override
    public List<Assignment> assign(Request request) {
        int before = ages.size();
        request.candidates()
                .forEach(candidate ->
                        request.loads().of().apply(candidate.node()).score().ifPresent(score -> ages.add(score.age())));
        known.add(ages.size() - before);
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
