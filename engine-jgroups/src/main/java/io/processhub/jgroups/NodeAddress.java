package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.processhub.cluster.NodeId;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;

/**
 * The identity of a node inside its JGroups address: an address is random and new at each connect, so the name and the
 * incarnation travel in it, and a view can be translated without asking anybody.
 */
final class NodeAddress {
    private static final String KEY = "node";

    private NodeAddress() {}

    /** A new random address that carries an identity. */
    static Address of(NodeId node) {
        return ExtendedUUID.randomUUID(node.toString()).put(KEY, node.toString().getBytes(US_ASCII));
    }

    /** The identity in an address; empty when it is that of a stranger or malformed. */
    static Optional<NodeId> node(Address address) {
        byte[] content = address instanceof ExtendedUUID carrier ? carrier.get(KEY) : null;
        return content == null ? Optional.empty() : parse(new String(content, US_ASCII));
    }

    private static Optional<NodeId> parse(String text) {
        int hash = text.lastIndexOf('#');
        try {
            return Optional.of(new NodeId(text.substring(0, hash), Long.parseLong(text, hash + 1, text.length(), 10)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Optional.empty();
        }
    }
}
