package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;

/** Refuses settings that no hub can have. Stateless. */
final class SettingChecks {
    private SettingChecks() {}

    /** Nodes compare the texts of their strategies, and that of a lambda differs in every JVM. */
    static <S> S named(S strategy) {
        if (strategy.getClass().isHidden()) {
            throw new IllegalArgumentException("strategy " + strategy
                    + " is a lambda; write it as a record, whose text is the same on every node");
        }
        return strategy;
    }

    /** What a node would be with that weight and zone. */
    static Candidate profile(double weight, String zone) {
        return new Candidate(new NodeId("self", 1), weight, zone);
    }
}
