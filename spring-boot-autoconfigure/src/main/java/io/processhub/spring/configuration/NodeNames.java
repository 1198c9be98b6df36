package io.processhub.spring.configuration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** Names this node by its host and something that no other process on the host has. Stateless. */
final class NodeNames {
    private static final int HOST_CHARACTERS_MAX = 100;

    private NodeNames() {}

    static String of(Environment environment) {
        Integer port = environment.getProperty("server.port", Integer.class, 0);
        String unique = port > 0
                ? String.valueOf(port)
                : String.valueOf(ProcessHandle.current().pid());
        return host(environment).replaceAll("[^A-Za-z0-9._-]", "-") + '-' + unique;
    }

    private static String host(Environment environment) {
        String host = environment.getProperty("HOSTNAME", "");
        String known = host.isBlank() ? localHost() : host;
        return known.substring(0, Math.min(known.length(), HOST_CHARACTERS_MAX));
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
