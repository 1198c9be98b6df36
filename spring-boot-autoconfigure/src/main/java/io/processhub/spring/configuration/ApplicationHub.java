package io.processhub.spring.configuration;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.hook.Hook;
import io.processhub.message.MessageType;
import io.processhub.spring.HubCustomizer;
import io.processhub.spring.hub.HubLauncher;
import io.processhub.spring.hub.HubStartListener;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.partition.Arbiter;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Starts the hub of an application out of its properties and beans: properties first, then beans of strategies, hooks
 * and message types, then code, then customizers.
 *
 * @param id of the hub
 * @param properties of the hub
 * @param engines make the engine of its node
 * @param beans of the application
 */
record ApplicationHub(
        String id, ProcessHubProperties properties, EngineSettings engines, ConfigurableListableBeanFactory beans)
        implements HubLauncher {

    @Override
    public Duration gracePeriod() {
        return properties.gracePeriod();
    }

    @Override
    public Launched launch(Consumer<ProcessHub> early) {
        HubBuilder builder = ProcessHub.builder(id);
        var checks = new PropertyChecks();
        new HubSettings(properties, checks).apply(builder);
        addBeans(builder);
        new ProcessBeans(beans).register(builder, checks);
        beans.getBeanProvider(HubCustomizer.class).orderedStream().forEach(each -> each.customize(builder));
        Node given = beans.getBeanProvider(Node.class).getIfAvailable();
        if (given != null) {
            checks.report();
            return new Launched(start(builder.node(given), early), null);
        }
        return launch(builder, engine(checks), early);
    }

    /** Only when all else is right, or to find out what is wrong with it, too. */
    private Cluster engine(PropertyChecks checks) {
        Optional<Cluster> engine = engines.engine(properties, id, checks);
        try {
            checks.report();
            return engine.orElseThrow();
        } catch (Throwable refused) {
            engine.ifPresent(Cluster::close);
            throw refused;
        }
    }

    private void addBeans(HubBuilder builder) {
        beans.getBeanProvider(DistributionStrategy.class).ifUnique(builder::distribution);
        beans.getBeanProvider(RedundancyStrategy.class).ifUnique(builder::redundancy);
        beans.getBeanProvider(MigrationStrategy.class).ifUnique(builder::migration);
        beans.getBeanProvider(SynchronizationStrategy.class).ifUnique(builder::synchronization);
        beans.getBeanProvider(PartitionStrategy.class).ifUnique(builder::partition);
        beans.getBeanProvider(Arbiter.class).ifUnique(builder::arbiter);
        beans.getBeanProvider(MessageType.class).orderedStream().forEach(builder::message);
        beans.getBeanProvider(Hook.class).orderedStream().forEach(builder::hook);
    }

    private Launched launch(HubBuilder builder, Cluster engine, Consumer<ProcessHub> early) {
        Node node = join(engine);
        try {
            return new Launched(start(builder.node(node), early), node);
        } catch (Throwable refused) {
            node.close();
            throw refused;
        }
    }

    private static Node join(Cluster engine) {
        try {
            return Node.join(engine);
        } catch (Throwable refused) {
            engine.close();
            throw refused;
        }
    }

    private ProcessHub start(HubBuilder builder, Consumer<ProcessHub> early) {
        return builder.start(hub -> {
            early.accept(hub);
            beans.getBeanProvider(HubStartListener.class).orderedStream().forEach(each -> each.starting(hub));
        });
    }
}
