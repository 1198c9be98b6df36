package io.processhub.jgroups;

import io.processhub.cluster.ClusterException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;

/** Replaces a wildcard address, which others cannot reach, by an address of this machine. Stateless. */
final class OwnAddress {
    private OwnAddress() {}

    /**
     * Returns the address itself unless it is a wildcard. Otherwise the only address of this machine that is in the
     * list or, when none is, its only address that is not a loopback address.
     *
     * @param bind resolved
     * @param listed the addresses at which nodes look for each other
     * @param local the addresses of this machine
     * @throws ClusterException when the choice is not clear; the message names the addresses
     */
    static InetSocketAddress of(InetSocketAddress bind, Set<InetSocketAddress> listed, List<InetAddress> local) {
        if (!bind.getAddress().isAnyLocalAddress()) {
            return bind;
        }
        int port = bind.getPort();
        List<InetSocketAddress> own = local.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        List<InetSocketAddress> inList = own.stream().filter(listed::contains).toList();
        List<InetSocketAddress> candidates = inList.isEmpty()
                ? own.stream().filter(host -> reachable(host.getAddress())).toList()
                : inList;
        if (candidates.size() != 1) {
            throw new ClusterException("bind address " + bind + " is a wildcard, which other nodes cannot"
                    + " reach, and this machine has " + (candidates.isEmpty() ? "no other" : "several")
                    + " address; bind one of " + own);
        }
        return candidates.getFirst();
    }

    private static boolean reachable(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }

    /** Returns the addresses of this machine. */
    static List<InetAddress> local() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(OwnAddress::up)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException failed) {
            throw new ClusterException(
                    "the addresses of this machine are unknown (" + failed.getMessage()
                            + "); bind an address instead of a wildcard",
                    failed);
        }
    }

    private static boolean up(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }
}
