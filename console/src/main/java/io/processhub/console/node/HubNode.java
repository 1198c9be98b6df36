package io.processhub.console.node;

import io.processhub.ConfigurationMismatchException;
import io.processhub.ProcessHub;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Node;
import io.processhub.console.input.BadInputException;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import io.processhub.console.workload.MovableState;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.jgroups.JGroupsCluster;
import io.processhub.jgroups.JGroupsClusterBuilder;
import io.processhub.strategy.migration.HotSwap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub and its node. The only class that depends on the cluster engine. */
final class HubNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubNode.class);

    private final Node node;
    private final ProcessHub hub;

    private HubNode(Node node, ProcessHub hub) {
        this.node = node;
        this.hub = hub;
    }

    /**
     * Joins the cluster and starts the hub.
     *
     * @throws BadInputException when no peer answers, or the cluster rejects this node; everything is closed again
     */
    static HubNode join(NodeSettings settings, KnownTypes types, LocalInstances localInstances) {
        Node node = join(settings);
        try {
            var builder = settings.place()
                    .on(ProcessHub.builder(settings.hub().id()))
                    .node(node)
                    .initialSize(settings.join().initialSize(), settings.join().limit())
                    .synchronization(settings.hub().sync().strategy())
                    .redundancy(settings.hub().replicas().strategy())
                    .partition(
                            settings.hub().partition().strategy(settings.join().initialSize()))
                    .migration(HotSwap.withState())
                    .message(MovableState.TYPE)
                    .hook(Hook.of(
                            "progress",
                            HubEvent.HandingOver.class,
                            left -> LOG.info("{} processes left to hand over", left.remaining())));
            types.byName().values().forEach(type -> localInstances.watch(type).register(builder));
            return new HubNode(node, builder.start());
        } catch (ConfigurationMismatchException different) {
            node.close();
            throw new BadInputException(firstLine(different), different);
        } catch (RuntimeException | Error failure) {
            node.close();
            throw failure;
        }
    }

    private static Node join(NodeSettings settings) {
        try {
            var join = settings.join();
            var engine = JGroupsCluster.tcp(settings.name(), settings.bind(), join.hosts())
                    .joinLimit(join.limit());
            protect(engine, settings.security());
            return Node.join(engine.build());
        } catch (ClusterException | IllegalArgumentException refused) {
            throw new BadInputException("node " + settings.name() + " cannot join: " + firstLine(refused), refused);
        }
    }

    private static void protect(JGroupsClusterBuilder engine, NodeSettings.Security security) {
        NodeSettings.Tls tls = security.tls();
        if (tls != null) {
            engine.tls(tls.keystore(), tls.truststore(), tls.password());
            if (!tls.allowed().isEmpty()) {
                engine.allowedNames(tls.allowed());
            }
        }
        if (security.insecure()) {
            engine.insecure();
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    ProcessHub hub() {
        return hub;
    }

    /** Hands the processes over, then leaves the cluster. */
    @Override
    public void close() {
        try (node) {
            hub.close();
        }
    }
}
