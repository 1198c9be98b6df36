package io.processhub.jgroups;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.protocols.dns.DNSResolver.DNSRecordType;
import org.jgroups.stack.IpAddress;

/**
 * Where to look for other nodes. Asked again and again, because a name may resolve later, or to more addresses.
 * Thread-safe. May wait for a name server.
 */
interface Hosts {
    /** Returns what is known now. */
    Found find();

    /**
     * The addresses at one moment.
     *
     * @param addresses resolved, without duplicates
     * @param unresolved names without an address
     */
    record Found(Set<InetSocketAddress> addresses, List<String> unresolved) {}

    /** Returns all addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    /** A list of names or numeric addresses. A name counts as all the addresses that it resolves to. */
    record Listed(List<InetSocketAddress> hosts, Resolver resolver) implements Hosts {
        @Override
        public Found find() {
            var addresses = new LinkedHashSet<InetSocketAddress>();
            var unresolved = new ArrayList<String>();
            for (InetSocketAddress host : hosts) {
                try {
                    for (InetAddress address : resolver.resolve(host.getHostString())) {
                        addresses.add(new InetSocketAddress(address, host.getPort()));
                    }
                } catch (UnknownHostException unknown) {
                    unresolved.add(host.getHostString() + ':' + host.getPort());
                }
            }
            return new Found(addresses, unresolved);
        }
    }

    /** The records of a name service. Those that name no port mean the port of this node. */
    record Service(String query, int port, DNSResolver resolver) implements Hosts {
        @Override
        public Found find() {
            var addresses = new LinkedHashSet<InetSocketAddress>();
            DNSRecordType type = query.startsWith("_") ? DNSRecordType.SRV : DNSRecordType.A;
            resolver.resolveIps(query, type).stream()
                    .map(IpAddress.class::cast)
                    .map(found ->
                            new InetSocketAddress(found.getIpAddress(), found.getPort() > 0 ? found.getPort() : port))
                    .forEach(addresses::add);
            return new Found(addresses, addresses.isEmpty() ? List.of(query) : List.of());
        }
    }
}
