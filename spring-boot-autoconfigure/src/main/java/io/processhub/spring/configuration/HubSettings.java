package io.processhub.spring.configuration;

import io.processhub.HubBuilder;
import io.processhub.process.StartOptions;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spring.configuration.ProcessHubProperties.Ensured;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.Guided;
import io.processhub.strategy.distribution.LoadBalanced;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.partition.Divergence;
import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.StaticQuorum;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.util.List;

/** Applies the properties of the hub to its builder. */
record HubSettings(ProcessHubProperties properties, PropertyChecks checks) {

    void apply(HubBuilder builder) {
        node(builder);
        times(builder);
        strategies(builder);
        var cluster = properties.cluster();
        checks.apply(
                "cluster.initial-size",
                cluster.initialSize() + " within " + cluster.initialWait(),
                () -> builder.initialSize(cluster.initialSize(), cluster.initialWait()));
        List<Ensured> ensured = properties.ensure();
        for (int i = 0; i < ensured.size(); i++) {
            ensure(builder, "ensure[" + i + "]", ensured.get(i));
        }
    }

    private void node(HubBuilder builder) {
        var node = properties.node();
        checks.apply("node.weight", node.weight(), () -> builder.weight(node.weight()));
        checks.apply("node.zone", node.zone(), () -> builder.zone(node.zone()));
        node.labels()
                .forEach((key, value) -> checks.apply("node.labels." + key, value, () -> builder.label(key, value)));
    }

    private void times(HubBuilder builder) {
        checks.apply("grace-period", properties.gracePeriod(), () -> builder.gracePeriod(properties.gracePeriod()));
        checks.apply("ask-timeout", properties.askTimeout(), () -> builder.askTimeout(properties.askTimeout()));
        checks.apply("join-timeout", properties.joinTimeout(), () -> builder.joinTimeout(properties.joinTimeout()));
        checks.apply("hook-timeout", properties.hookTimeout(), () -> builder.hookTimeout(properties.hookTimeout()));
        checks.apply("retention", properties.retention(), () -> builder.retention(properties.retention()));
        checks.apply(
                "max-clock-skew", properties.maxClockSkew(), () -> builder.maxClockSkew(properties.maxClockSkew()));
    }

    private void strategies(HubBuilder builder) {
        builder.distribution(distribution());
        builder.migration(migration());
        var redundancy = properties.redundancy();
        checks.make("redundancy.factor", redundancy.factor(), this::redundancy).ifPresent(builder::redundancy);
        var synchronization = properties.synchronization();
        checks.make("synchronization.interval", synchronization.interval(), this::synchronization)
                .ifPresent(builder::synchronization);
        var partition = properties.partition();
        String rule = partition.type() + " with size " + partition.size() + " and percent " + partition.percent();
        checks.make("partition.type", rule, this::partition).ifPresent(builder::partition);
    }

    private DistributionStrategy distribution() {
        return switch (properties.distribution()) {
            case CONSISTENT_HASHING -> new ConsistentHashing();
            case LOAD_BALANCED -> new LoadBalanced();
            case GUIDED -> new Guided();
        };
    }

    private MigrationStrategy migration() {
        return switch (properties.migration()) {
            case COLD_SWAP -> new ColdSwap();
            case HOT_SWAP -> new HotSwap();
            case HOT_SWAP_WITH_STATE -> HotSwap.withState();
        };
    }

    private RedundancyStrategy redundancy() {
        var redundancy = properties.redundancy();
        if (redundancy.factor() == 1) {
            return new Singularity();
        }
        return switch (redundancy.model()) {
            case ACTIVE_ACTIVE -> Replication.activeActive(redundancy.factor());
            case ACTIVE_PASSIVE -> Replication.activePassive(redundancy.factor());
        };
    }

    private SynchronizationStrategy synchronization() {
        var synchronization = properties.synchronization();
        return switch (synchronization.type()) {
            case PUBSUB -> new PubSub(synchronization.interval());
            case GOSSIP -> new Gossip().interval(synchronization.interval());
        };
    }

    private PartitionStrategy partition() {
        var partition = properties.partition();
        return switch (partition.type()) {
            case DIVERGENCE -> new Divergence();
            case STATIC_QUORUM -> new StaticQuorum(partition.size(), true);
            case DYNAMIC_QUORUM -> new DynamicQuorum(partition.percent());
            case MAJORITY_QUORUM -> new MajorityQuorum(partition.size(), true);
        };
    }

    private void ensure(HubBuilder builder, String property, Ensured process) {
        String id = process.id();
        String type = process.type();
        if (id == null || type == null) {
            checks.wrong(property, process, "has no id or no type; give both");
            return;
        }
        checks.apply(property, id, () -> {
            ProcessSpec<Object> spec =
                    ProcessSpec.untyped(new ProcessId(id), type).restart(process.restart());
            builder.ensure(
                    process.argument().isEmpty() ? spec : spec.argument(process.argument()),
                    StartOptions.STANDARD.metadata(new Metadata(process.tag(), process.labels())));
        });
    }
}
