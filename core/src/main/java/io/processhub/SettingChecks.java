package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Refuses settings that no hub can have. Stateless. */
final class SettingChecks {
    private static final Duration CLOCK_SKEW_MIN = Duration.ofSeconds(1);
    private static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

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

    static Hook<?> newHook(Hook<?> hook, List<Hook<?>> others) {
        Objects.requireNonNull(hook, "hook; leave it out for none");
        if (others.stream().anyMatch(other -> other.id().equals(hook.id()))) {
            throw new IllegalArgumentException("hook '" + hook.id() + "' was added already; choose another id");
        }
        return hook;
    }

    static Duration clockSkew(Duration value) {
        if (value.compareTo(CLOCK_SKEW_MIN) < 0 || value.compareTo(CLOCK_SKEW_MAX) > 0) {
            throw new IllegalArgumentException(
                    "maxClockSkew " + value + " is not between " + CLOCK_SKEW_MIN + " and " + CLOCK_SKEW_MAX);
        }
        return value;
    }
}
