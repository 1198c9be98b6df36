package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Settings;
import io.processhub.environment.Environment;
import io.processhub.explain.DryRun.Change;
import io.processhub.hook.Hook;
import io.processhub.registry.Intent;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.LoadProbe.Machine;
import io.processhub.strategy.partition.Arbiter;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Refuses settings that no hub can have, and sets a coordinator up with the others. Stateless. */
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

    /** What a coordinator is set up with. */
    static Settings settings(HubBuilder settings, int frameBytesMax, HubLoop loop, ProcessRuntime runtime) {
        var strategies = new Settings.Strategies(
                settings.distribution,
                settings.redundancy,
                settings.migration,
                settings.synchronization,
                settings.partition,
                loop.guard());
        var traits = settings.traits.types(settings.registrations.codes().keySet());
        return new Settings(
                strategies,
                new Packet.Profile(settings.weight, settings.zone, traits, false),
                settings.joining,
                settings.retention,
                settings.maxClockSkew,
                frameBytesMax,
                loop.codec().logs(),
                () -> machine(settings.environment, runtime));
    }

    private static Machine machine(Environment environment, ProcessRuntime runtime) {
        Environment.Usage usage = environment.usage();
        return new Machine(usage.cpu(), usage.memory(), runtime.waiting());
    }

    static List<Change> some(List<Change> changes) {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("no change is named to try out; give at least one");
        }
        return List.copyOf(changes);
    }

    static Intent.Wanted newStatic(Intent.Wanted wanted, List<Intent.Wanted> others) {
        if (others.stream().anyMatch(other -> other.id().equals(wanted.id()))) {
            throw new IllegalArgumentException("process " + wanted.id() + " is ensured already; name it once");
        }
        return wanted;
    }

    static void arbiter(PartitionStrategy strategy, Arbiter arbiter) {
        if (arbiter.equals(ArbiterCalls.NONE) && !strategy.arbitration().equals(PartitionStrategy.Arbitration.NONE)) {
            throw new IllegalArgumentException(
                    "partition strategy " + strategy + " asks an arbiter and there is none; give one by arbiter(…)");
        }
    }

    static Duration clockSkew(Duration value) {
        if (value.compareTo(CLOCK_SKEW_MIN) < 0 || value.compareTo(CLOCK_SKEW_MAX) > 0) {
            throw new IllegalArgumentException(
                    "maxClockSkew " + value + " is not between " + CLOCK_SKEW_MIN + " and " + CLOCK_SKEW_MAX);
        }
        return value;
    }
}
