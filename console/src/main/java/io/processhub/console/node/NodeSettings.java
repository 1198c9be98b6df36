package io.processhub.console.node;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.console.input.Partition;
import io.processhub.console.input.Replicas;
import io.processhub.console.input.Sync;
import io.processhub.console.input.Token;
import io.processhub.console.input.Wanted;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a node. Immutable.
 *
 * @param name unique in the cluster
 * @param bind the address at which it listens for its peers
 * @param join where it looks for peers, and for how long
 * @param hub the hub that it runs
 * @param place what distinguishes it from other nodes as a place for processes
 * @param wanted processes that it ensures once it has joined; may be empty
 * @param admin its admin endpoint; {@code null} for none
 * @param lives the file to which each start and end of a process object is written; {@code null} for none
 * @param security how its connections to other nodes are protected
 */
public record NodeSettings(
        String name,
        InetSocketAddress bind,
        Join join,
        Hub hub,
        Place place,
        List<Wanted> wanted,
        @Nullable Admin admin,
        @Nullable Path lives,
        Security security) {

    /** Copies the list. */
    public NodeSettings {
        wanted = List.copyOf(wanted);
    }

    /**
     * How a node finds its peers.
     *
     * @param hosts the addresses at which it looks for them, resolved or not; when its own address is among them, or
     *     there is none, it may be the first node
     * @param limit how long it looks
     * @param initialSize how many nodes must be there before it starts anything, for which it also waits that long
     */
    public record Join(List<InetSocketAddress> hosts, Duration limit, int initialSize) {
        /** Copies the list. */
        public Join {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A hub, which is configured the same on all its nodes.
     *
     * @param id its name
     * @param sync how nodes synchronize their registries
     * @param replicas how many copies of each process run
     * @param partition when a part of a split cluster runs processes, counted from the initial size
     */
    public record Hub(String id, Sync sync, Replicas replicas, Partition partition) {}

    /**
     * A node as a place for processes.
     *
     * @param weight its share of the processes relative to other nodes; 0 for none
     * @param zone what it shares its fate with; empty for none
     * @param labels which processes may require or prefer
     */
    public record Place(double weight, String zone, Map<String, String> labels) {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException when one is not allowed for a node
         */
        public Place {
            labels = Map.copyOf(labels);
            settings(ProcessHub.builder("checked"), weight, zone, labels);
        }

        /**
         * Sets a hub up with it.
         *
         * @param hub a builder
         * @return the builder
         */
        HubBuilder on(HubBuilder hub) {
            return settings(hub, weight, zone, labels);
        }

        private static HubBuilder settings(HubBuilder hub, double weight, String zone, Map<String, String> labels) {
            hub.weight(weight).zone(zone);
            labels.forEach(hub::label);
            return hub;
        }
    }

    /**
     * An admin endpoint.
     *
     * @param bind the address at which it listens; a loopback address, port 0 for a free port
     * @param token the secret that a client must send
     * @param addressFile the file to which the address is written as one line once the node serves; {@code null} for
     *     none
     * @param socket the file at which it listens as well; {@code null} for none
     */
    public record Admin(
            InetSocketAddress bind,
            Token token,
            @Nullable Path addressFile,
            @Nullable Path socket) {}

    /**
     * How connections between nodes are protected.
     *
     * @param tls the certificates; {@code null} for none, which is refused where other machines reach the node, unless
     * @param insecure is true
     */
    public record Security(@Nullable Tls tls, boolean insecure) {}

    /**
     * The certificates of a node.
     *
     * @param keystore its own key and certificate
     * @param truststore the certificates that it trusts
     * @param password of both files
     * @param allowed the names of nodes that may belong to the cluster; empty for all
     */
    public record Tls(Path keystore, Path truststore, String password, Set<String> allowed) {
        /** Copies the names. */
        public Tls {
            allowed = Set.copyOf(allowed);
        }

        /** {@return a text without the password} */
        @Override
        public String toString() {
            return "Tls[" + keystore + ", " + truststore + ", " + allowed + ']';
        }
    }
}
