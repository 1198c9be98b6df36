package io.processhub.console.input;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** Parses addresses from text. Stateless. */
public final class Addresses {
    private static final int PORT_MAX = 65_535;

    private Addresses() {}

    /**
     * Parses one address.
     *
     * @param option the option that has this value, for the message
     * @param text {@code host:port} or {@code [ipv6]:port}
     * @return the address, resolved
     * @throws BadInputException when it is malformed or the host is unknown
     */
    public static InetSocketAddress parse(String option, String text) {
        InetSocketAddress address = parseHost(option, text);
        if (address.isUnresolved()) {
            throw new BadInputException(option + ": host '" + address.getHostString()
                    + "' is unknown; check its spelling or give its IP address");
        }
        return address;
    }

    private static InetSocketAddress parseHost(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new BadInputException(
                    option + ": '" + text + "' is not an address; write HOST:PORT, as in 127.0.0.1:7800");
        }
        return new InetSocketAddress(host, port(option, text.substring(colon + 1)));
    }

    /**
     * Parses several addresses, whose hosts may be unknown as yet.
     *
     * @param option the option that has this value, for the message
     * @param text addresses, separated by commas
     * @return the addresses, in this order; unresolved where the host is unknown
     * @throws BadInputException when one is malformed
     */
    public static List<InetSocketAddress> parseAll(String option, String text) {
        return Arrays.stream(text.split(",", -1))
                .map(part -> parseHost(option, part.strip()))
                .toList();
    }

    private static int port(String option, String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new BadInputException(
                    option + ": '" + text + "' is not a port; give a number up to " + PORT_MAX, notANumber);
        }
        throw new BadInputException(option + ": port " + text + " is out of range; give a number up to " + PORT_MAX);
    }

    /**
     * Formats an address such that {@link #parse} accepts it.
     *
     * @param address a resolved address
     * @return {@code ip:port}
     */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + address.getPort();
    }
}
