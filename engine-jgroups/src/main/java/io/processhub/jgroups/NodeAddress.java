package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.processhub.cluster.NodeId;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;

/**
 * Encodes the identity of a node in its JGroups address. An address is random and new at each connect, so it carries
 * the name and the incarnation, and a view can be translated without a request to another node.
 */
final class NodeAddress {
    private static final String KEY = "node";

    private NodeAddress() {}

    /** Creates a random address that carries an identity. */
    static Address of(NodeId node) {
        return ExtendedUUID.randomUUID(node.toString()).put(KEY, node.toString().getBytes(US_ASCII));
    }

    /** Returns the identity in an address; empty when the address carries none or is malformed. */
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
