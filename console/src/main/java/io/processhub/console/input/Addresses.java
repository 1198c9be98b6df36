package io.processhub.console.input;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** Reads addresses as people write them. */
public final class Addresses {
    private static final int PORT_MAX = 65_535;

    private Addresses() {}

    /**
     * Reads one address.
     *
     * @param option what it was given for, for the message
     * @param text {@code host:port} or {@code [ipv6]:port}
     * @return the address, resolved
     * @throws BadInputException when it cannot be read or the host is unknown
     */
    public static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new BadInputException(
                    option + ": '" + text + "' is no address; write HOST:PORT, as in 127.0.0.1:7800");
        }
        var address = new InetSocketAddress(host, port(option, text.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new BadInputException(
                    option + ": host '" + host + "' is unknown; check its spelling or give its IP address");
        }
        return address;
    }

    /**
     * Reads several addresses.
     *
     * @param option what they were given for, for the message
     * @param text addresses with commas between them
     * @return them, in this order
     * @throws BadInputException when one cannot be read
     */
    public static List<InetSocketAddress> parseAll(String option, String text) {
        return Arrays.stream(text.split(",", -1))
                .map(part -> parse(option, part.strip()))
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
                    option + ": '" + text + "' is no port; give a number up to " + PORT_MAX, notANumber);
        }
        throw new BadInputException(option + ": port " + text + " is out of range; give a number up to " + PORT_MAX);
    }

    /**
     * Writes an address as {@link #parse} reads it.
     *
     * @param address resolved
     * @return {@code ip:port}
     */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + address.getPort();
    }
}
