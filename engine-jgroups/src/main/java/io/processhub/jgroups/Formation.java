package io.processhub.jgroups;

import io.processhub.cluster.ClusterException;
import io.processhub.environment.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.TCPPING;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Responses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a cluster until it has found one, or may begin one by the rule of {@link Beginning}, or a limit has passed.
 * {@code TCPPING} alone looks once, and a node that then knows of no coordinator begins a cluster of its own.
 *
 * <p>{@code GMS} joins a coordinator that the responses name, and begins a cluster when they are empty, so this
 * protocol returns nothing else.
 */
final class Formation extends TCPPING {
    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);
    private static final int ROUNDS = 4;
    private static final long ROUND_MILLIS_MAX = 500;
    private static final int PROBE_MILLIS = 300;
    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final Hosts hosts;
    private final boolean alone;
    private final Duration limit;
    private final long roundMillis;
    private final InetSocketAddress self;
    private final Beginning beginning;
    private volatile Set<InetSocketAddress> listed = Set.of();
    private volatile List<String> unresolved = List.of();
    private volatile boolean abandoned;
    private @Nullable Responses handedOver;
    private long beganAt;
    private long loggedAt;

    /**
     * Creates the protocol.
     *
     * @param self the address of this node, as the others reach it
     * @param hosts where to look
     * @param silence how long every other address must have been silent before this node begins a cluster
     * @param limit after how long it gives up
     * @param alone whether this node begins a cluster without looking for others
     */
    Formation(InetSocketAddress self, Hosts hosts, Duration silence, Duration limit, boolean alone) {
        id = ClassConfigurator.getProtocolId(TCPPING.class);
        this.self = self;
        this.hosts = hosts;
        this.alone = alone;
        this.limit = limit;
        roundMillis = Math.clamp(silence.toMillis() / ROUNDS, 1, ROUND_MILLIS_MAX);
        beginning = new Beginning(self, silence);
        initial_hosts_set_programmatically = true;

        // A host that does not answer would otherwise delay the question to the next one.
        async_discovery_use_separate_thread_per_request = true;

        // A member that is not the coordinator would otherwise name the coordinator but not its address, and a node
        // that
        // knows only this member could not join.
        return_entire_cache = true;
    }

    /** Ends the search; the thread that looks throws. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public Responses findMembers(List<Address> members, boolean initial, boolean async, long timeout) {
        return initial ? look() : super.findMembers(members, /* initial_discovery= */ false, async, timeout);
    }

    @Override
    public void findMembers(List<Address> members, boolean initial, Responses responses) {
        refresh();
        super.findMembers(members, initial, responses);
    }

    private void refresh() {
        Hosts.Found found = hosts.find();
        unresolved = found.unresolved();
        listed = found.addresses().stream()
                .filter(host ->
                        host.getAddress().getClass() == self.getAddress().getClass())
                .collect(Collectors.toUnmodifiableSet());
        initial_hosts = listed.stream()
                .<PhysicalAddress>map(host -> new IpAddress(host.getAddress(), host.getPort()))
                .toList();
    }

    /** Called by the thread that connects, again after each join request without an answer. */
    private Responses look() {
        if (handedOver != null) {
            handedOver.clear(); // The membership protocol adds to it and would go on asking coordinators that are gone.
        } else {
            beganAt = Environment.system().nanoTime();
            loggedAt = beganAt;
        }
        Responses answer = alone ? new Responses(false) : search();
        if (handedOver == null) {
            handedOver = answer;
        }
        return answer.done();
    }

    private Responses search() {
        while (true) {
            checkLimits();
            Responses heard = super.findMembers(null, /* initial_discovery= */ true, /* async= */ false, roundMillis);
            heard.waitFor(roundMillis);
            heard.done();
            long now = Environment.system().nanoTime();
            beginning.asked(listed, now);
            heard.forEach(answer -> note(answer, now));
            Responses coordinators = coordinators(heard);
            if (!coordinators.isEmpty() || beginning.due(now)) {
                return coordinators;
            }
        }
    }

    private void note(PingData answer, long now) {
        if (answer.getPhysicalAddr() instanceof IpAddress from
                && !answer.getAddress().equals(local_addr)) {
            beginning.heard(new InetSocketAddress(from.getIpAddress(), from.getPort()), answer.isServer(), now);
        }
    }

    /** A coordinator at the address of this node is its former incarnation. */
    private Responses coordinators(Responses heard) {
        var coordinators = new Responses(false);
        var here = new IpAddress(self.getAddress(), self.getPort());
        for (PingData answer : heard) {
            if (answer.isCoord() && !here.equals(answer.getPhysicalAddr())) {
                coordinators.addResponse(answer, true);
            }
        }
        return coordinators;
    }

    private void checkLimits() {
        if (abandoned) {
            throw new ClusterException("node at " + self + " was closed before it had joined");
        }
        long now = Environment.system().nanoTime();
        Duration looked = Duration.ofNanos(now - beganAt);
        if (looked.compareTo(limit) > 0) {
            throw new ClusterException("node at " + self + " found no other node of cluster '" + cluster_name
                    + "' within " + limit + "; asked: " + report() + "; " + remedy());
        }
        if (now - loggedAt > LOG_EVERY.toNanos()) {
            loggedAt = now;
            LOG.info(
                    "node at {} has found no cluster '{}' for {} s and goes on looking for {} s; asked: {}",
                    self,
                    cluster_name,
                    looked.toSeconds(),
                    limit.minus(looked).toSeconds(),
                    report());
        }
    }

    private String remedy() {
        return beginning.mayBeFirst()
                ? "start the others again or correct the addresses"
                : "start one of them first or correct the addresses; a node may be the first one only when its own"
                        + " address is among them";
    }

    private String report() {
        Map<InetSocketAddress, @Nullable String> said = beginning.said();
        String report = Stream.concat(
                        said.entrySet().stream().map(Formation::report),
                        unresolved.stream().map(name -> name + " (cannot be resolved)"))
                .collect(Collectors.joining(", "));
        return report.isEmpty() ? "no address" : report;
    }

    private static String report(Map.Entry<InetSocketAddress, @Nullable String> host) {
        String said = host.getValue();
        return host.getKey() + " (" + (said != null ? said : probe(host.getKey())) + ')';
    }

    private static String probe(InetSocketAddress host) {
        try (var socket = new Socket()) {
            socket.connect(host, PROBE_MILLIS);
            return "listens, but does not answer as a node of this cluster";
        } catch (IOException unreachable) {
            return String.valueOf(unreachable.getMessage());
        }
    }
}
