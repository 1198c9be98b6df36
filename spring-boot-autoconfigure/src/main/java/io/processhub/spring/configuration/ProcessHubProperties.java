package io.processhub.spring.configuration;

import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.strategy.redundancy.Replication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the hub. What they mean is said in full at the setters of {@link io.processhub.HubBuilder} and of
 * the engine. Immutable.
 *
 * @param enabled whether the application has a hub
 * @param id of the hub; nodes with the same id form one hub. Default: the name of the application, else
 *     {@code application}
 * @param engine which engine connects the nodes; auto is jgroups when nodes are to be discovered, else embedded
 * @param insecure whether the node may listen without TLS on an address that other machines reach
 * @param node this node
 * @param embedded nodes in the same JVM
 * @param bind where this node listens for others
 * @param discovery how this node finds the others
 * @param cluster the nodes together
 * @param ssl how traffic between nodes is encrypted
 * @param distribution where processes run
 * @param redundancy how many copies of a process run
 * @param migration how processes move
 * @param synchronization how the registry spreads
 * @param partition when a part of a split cluster may run processes
 * @param gracePeriod how long other nodes have to take over what runs here when the application stops
 * @param askTimeout how long asks wait that name no limit of their own
 * @param joinTimeout how long a starting hub waits for peers that do not answer
 * @param hookTimeout how long a hook may take before it is interrupted
 * @param retention how long a node that was lost may stay away and still be one of the hub
 * @param maxClockSkew how far the clocks of two nodes may be apart
 * @param ensure processes that must always run
 * @param lifecycle when the hub starts and stops
 * @param health what the health of the hub says
 * @param events whether hub events become events of the application
 * @param metrics meters
 * @param observation observations of messages
 */
@ConfigurationProperties("processhub")
public record ProcessHubProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String id,
        @DefaultValue("auto") Engine engine,
        @DefaultValue("false") boolean insecure,
        @DefaultValue ThisNode node,
        @DefaultValue Embedded embedded,
        @DefaultValue Bind bind,
        @DefaultValue Discovery discovery,
        @DefaultValue Cluster cluster,
        @DefaultValue Ssl ssl,
        @DefaultValue("consistent-hashing") Distribution distribution,
        @DefaultValue Redundancy redundancy,
        @DefaultValue("cold-swap") Migration migration,
        @DefaultValue Synchronization synchronization,
        @DefaultValue Partition partition,
        @DefaultValue("10s") Duration gracePeriod,
        @DefaultValue("5s") Duration askTimeout,
        @DefaultValue("10s") Duration joinTimeout,
        @DefaultValue("5s") Duration hookTimeout,
        @DefaultValue("1h") Duration retention,
        @DefaultValue("1m") Duration maxClockSkew,
        @DefaultValue List<Ensured> ensure,
        @DefaultValue Lifecycle lifecycle,
        @DefaultValue Health health,
        @DefaultValue Events events,
        @DefaultValue Metrics metrics,
        @DefaultValue Observed observation) {

    /** {@return whether nodes are connected by JGroups} */
    boolean jgroups() {
        return engine == Engine.JGROUPS || (engine == Engine.AUTO && discovery.type() != null);
    }

    /** Which engine connects the nodes. */
    public enum Engine {
        /** JGroups when {@code discovery.type} is set, else the embedded one. */
        AUTO,
        /** The nodes are in one JVM. */
        EMBEDDED,
        /** The nodes are connected by TCP. */
        JGROUPS
    }

    /** How nodes find each other. */
    public enum DiscoveryType {
        /** By a list of addresses. */
        STATIC,
        /** By a name service. */
        DNS,
        /** As a JGroups configuration says. */
        CUSTOM
    }

    /** Where processes run. */
    public enum Distribution {
        /** By their names. */
        CONSISTENT_HASHING,
        /** By how loaded the nodes are. */
        LOAD_BALANCED,
        /** As the caller maps them. */
        GUIDED
    }

    /** How processes move. */
    public enum Migration {
        /** Stopped here, then started there. */
        COLD_SWAP,
        /** Started there first, and messages wait meanwhile. */
        HOT_SWAP,
        /** With their state. */
        HOT_SWAP_WITH_STATE
    }

    /** How the registry spreads. */
    public enum SynchronizationType {
        /** Each node sends its news to all. */
        PUBSUB,
        /** Nodes forward the news of others. */
        GOSSIP
    }

    /** When a part of a split cluster may run processes. */
    public enum PartitionType {
        /** Always. */
        DIVERGENCE,
        /** With a fixed number of nodes. */
        STATIC_QUORUM,
        /** Unless too many were lost together. */
        DYNAMIC_QUORUM,
        /** With a majority of votes. */
        MAJORITY_QUORUM
    }

    /** When the hub starts. */
    public enum StartMoment {
        /** With the application context, before the web server. */
        CONTEXT,
        /** When the application is ready. */
        READY,
        /** When the application starts it. */
        MANUAL
    }

    /** When readiness counts the hub as ready for the first time. */
    public enum ReadyWhen {
        /** When nothing is left to move or to start, or a limit has passed. */
        SETTLED,
        /** When the hub has joined. */
        JOINED,
        /** At once. */
        ALWAYS
    }

    /**
     * This node.
     *
     * @param name unique in the cluster. Default: the host, and the port of the web server or the process id; with the
     *     embedded engine, node-1 and so on
     * @param weight its share of the processes relative to other nodes; 0 for none
     * @param zone what it shares its fate with, such as a rack
     * @param labels what constraints of processes refer to
     */
    public record ThisNode(
            @Nullable String name,
            @DefaultValue("1") double weight,
            @DefaultValue("") String zone,
            @DefaultValue Map<String, String> labels) {}

    /**
     * Nodes in the same JVM.
     *
     * @param shared whether this application context joins those of the JVM that share, too; else it is alone
     */
    public record Embedded(@DefaultValue("false") boolean shared) {}

    /**
     * Where this node listens for others.
     *
     * @param address as the others reach it. Default: 127.0.0.1, which only nodes on the same machine reach
     * @param port one for each node
     */
    public record Bind(
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("7800") int port) {}

    /**
     * How this node finds the others.
     *
     * @param type by what; without it the node is alone, or embedded
     * @param hosts for static: host:port of some or all nodes, the same list on every node
     * @param dns for dns
     * @param custom for custom
     */
    public record Discovery(
            @Nullable DiscoveryType type,
            @DefaultValue List<String> hosts,
            @DefaultValue Dns dns,
            @DefaultValue Custom custom) {

        /**
         * A name service.
         *
         * @param query name of SRV records if it begins with an underscore, else of address records
         */
        public record Dns(@Nullable String query) {}

        /**
         * A JGroups configuration.
         *
         * @param xml file with a complete stack
         */
        public record Custom(@Nullable Path xml) {}
    }

    /**
     * The nodes together.
     *
     * @param name of the cluster; nodes of others on the same addresses are ignored. Default: the id of the hub
     * @param initialSize how many nodes must be there before anything starts
     * @param initialWait how long to wait for them
     * @param suspicionTimeout how long a node may be silent before it counts as failed
     * @param heartbeat the interval between two heartbeats
     */
    public record Cluster(
            @Nullable String name,
            @DefaultValue("1") int initialSize,
            @DefaultValue("30s") Duration initialWait,
            @DefaultValue("8s") Duration suspicionTimeout,
            @DefaultValue("2s") Duration heartbeat) {}

    /**
     * How traffic between nodes is encrypted.
     *
     * @param bundle name of an SSL bundle with the key of this node and the certificates that it trusts
     */
    public record Ssl(@Nullable String bundle) {}

    /**
     * How many copies of a process run.
     *
     * @param factor how many
     * @param model which of several are active
     */
    public record Redundancy(
            @DefaultValue("1") int factor,
            @DefaultValue("active-passive") Replication.Model model) {}

    /**
     * How the registry spreads.
     *
     * @param type of the protocol
     * @param interval how often registries are compared
     */
    public record Synchronization(
            @DefaultValue("pubsub") SynchronizationType type,
            @DefaultValue("15s") Duration interval) {}

    /**
     * When a part of a split cluster may run processes.
     *
     * @param type of the rule
     * @param size for static-quorum, how many nodes are needed; for majority-quorum, how many there are at first
     * @param percent for dynamic-quorum, how many of a hundred nodes must remain
     */
    public record Partition(
            @DefaultValue("divergence") PartitionType type,
            @DefaultValue("1") int size,
            @DefaultValue("60") int percent) {}

    /**
     * A process that must always run.
     *
     * @param id of the process
     * @param type name of its type
     * @param argument of the process, as text
     * @param restart when it is started again after it has ended
     * @param tag by which it can be found
     * @param labels by which it can be found
     */
    public record Ensured(
            @Nullable String id,
            @Nullable String type,
            @DefaultValue("") String argument,
            @DefaultValue("permanent") RestartPolicy restart,
            @DefaultValue("") String tag,
            @DefaultValue Map<String, String> labels) {}

    /**
     * When the hub starts and stops.
     *
     * @param phase of the context's lifecycle; the hub starts before the beans of greater phases and stops after them.
     *     Default: before the web server starts, after it has drained
     * @param start when it starts
     */
    public record Lifecycle(
            @DefaultValue("2147480575") int phase,
            @DefaultValue("context") StartMoment start) {}

    /**
     * What the health of the hub says.
     *
     * @param readyWhen when it is ready for the first time; later moves do not change that
     * @param settleLimit after how long it counts as settled whatever moves
     * @param readyWithoutQuorum whether it is ready while this node may not run processes
     */
    public record Health(
            @DefaultValue("settled") ReadyWhen readyWhen,
            @DefaultValue("60s") Duration settleLimit,
            @DefaultValue("true") boolean readyWithoutQuorum) {}

    /**
     * Hub events.
     *
     * @param publish whether they become events of the application
     */
    public record Events(@DefaultValue("true") boolean publish) {}

    /**
     * Meters.
     *
     * @param sampling of how many messages the time of one is taken; 1 for all, 0 for none
     */
    public record Metrics(@DefaultValue("100") int sampling) {}

    /**
     * Observations of messages, such as for traces.
     *
     * @param enabled whether messages are observed when there is a registry of observations
     * @param includeProcessId whether spans have the id of the process, of which there may be very many
     */
    public record Observed(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean includeProcessId) {}
}
