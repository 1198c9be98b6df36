package io.processhub.jgroups;

import io.processhub.cluster.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;

/**
 * The identity of a node inside its JGroups address: an address is random and new at each connect, so the name and the
 * incarnation travel in it, and a view can be translated without asking anybody.
 */
final class NodeAddress {
    private static final String KEY = "n";

    private NodeAddress() {}

    /** A new random address that carries an identity. */
    static Address of(NodeId node) {
        byte[] name = node.name().getBytes(StandardCharsets.US_ASCII);
        byte[] content = ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(node.incarnation())
                .put(name)
                .array();
        return ExtendedUUID.randomUUID(node.toString()).put(KEY, content);
    }

    /** The identity in an address; empty when it is that of a stranger or malformed. */
    static Optional<NodeId> node(Address address) {
        byte[] content = address instanceof ExtendedUUID carrier ? carrier.get(KEY) : null;
        if (content == null || content.length <= Long.BYTES) {
            return Optional.empty();
        }
        var name = new String(content, Long.BYTES, content.length - Long.BYTES, StandardCharsets.US_ASCII);
        try {
            return Optional.of(new NodeId(name, ByteBuffer.wrap(content).getLong()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
