package io.processhub.jgroups;

import io.processhub.cluster.ClusterException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jgroups.protocols.FD_SOCK;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;

/**
 * The rule that a node which other machines can reach authenticates them: from an open port anybody could read and
 * change everything.
 */
final class Exposure {
    private static final String REMEDY = "; or call insecure() if only machines that you trust reach it";

    private Exposure() {}

    /** Refuses an address that other machines reach, for the default stack without TLS. */
    static void refuseOpen(String node, InetAddress bind) {
        if (!bind.isLoopbackAddress()) {
            throw new IllegalArgumentException("node " + node + " would listen on " + bind.getHostAddress()
                    + " without TLS: any machine that reaches this address could read everything, and start and"
                    + " stop processes; set tls with the files that './processhub certify' makes" + REMEDY);
        }
    }

    /** Refuses a stack of a user that opens a port to other machines without authenticating them. */
    static void refuseOpen(Path xml, ProtocolStack stack) {
        TP transport = stack.getTransport();
        if (transport.getBindAddress() != null && transport.getBindAddress().isLoopbackAddress()) {
            return;
        }
        if (!(transport instanceof StrictTcp strict)) {
            throw refusal(
                    xml,
                    "its transport " + transport.getName() + " deserializes Java objects that peers send; use "
                            + StrictTcp.class.getName());
        }
        if (!strict.authenticates()) {
            throw refusal(
                    xml,
                    "its transport does not authenticate peers; set tls.enabled=\"true\","
                            + " tls.client_auth=\"NEED\" and the stores");
        }
        if (stack.findProtocol(FD_SOCK.class, FD_SOCK2.class) != null) {
            throw refusal(
                    xml,
                    "FD_SOCK opens a port without TLS; remove it and set enable_suspect_events=\"true\" in"
                            + " the transport");
        }
        if (transport.getDiagnosticsHandler() != null
                && transport.getDiagnosticsHandler().isEnabled()) {
            throw refusal(xml, "its diagnostics answer everybody; set diag.enabled=\"false\" in the transport");
        }
    }

    private static ClusterException refusal(Path xml, String reason) {
        return new ClusterException("the JGroups stack " + xml + " would be open to strangers: " + reason + REMEDY);
    }
}
