package io.processhub.jgroups.hearing;

import io.processhub.cluster.NodeId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a member tells another one at every interval, and in answer to a node that it does not count. Immutable.
 *
 * @param view the number of the sender's view
 * @param counted whether the receiver is in that view
 * @param complaints all that the sender knows of, by the member that complains
 */
record Pulse(long view, boolean counted, Map<NodeId, Complaints> complaints) {
    /** No batch of frames begins with a negative length. */
    private static final int MARK = -1;

    static boolean is(ByteBuffer content) {
        return content.remaining() >= Integer.BYTES && content.getInt(content.position()) == MARK;
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MARK);
            out.writeLong(view);
            out.writeBoolean(counted);
            out.writeShort(complaints.size());
            for (Map.Entry<NodeId, Complaints> one : complaints.entrySet()) {
                write(out, one.getKey());
                out.writeLong(one.getValue().number());
                write(out, one.getValue().silent());
                write(out, one.getValue().lost());
                write(out, one.getValue().deserted());
                out.writeLong(one.getValue().view());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, SortedSet<NodeId> nodes) throws IOException {
        out.writeShort(nodes.size());
        for (NodeId node : nodes) {
            write(out, node);
        }
    }

    private static void write(DataOutputStream out, NodeId node) throws IOException {
        out.writeUTF(node.name());
        out.writeLong(node.incarnation());
    }

    /** Decodes a pulse; empty when it is malformed. */
    static Optional<Pulse> decode(ByteBuffer content) {
        var in = new DataInputStream(new ByteArrayInputStream(
                content.array(), content.arrayOffset() + content.position(), content.remaining()));
        try {
            in.readInt();
            long view = in.readLong();
            boolean counted = in.readBoolean();
            var complaints = new TreeMap<NodeId, Complaints>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                complaints.put(node(in), new Complaints(in.readLong(), nodes(in), nodes(in), nodes(in), in.readLong()));
            }
            return Optional.of(new Pulse(view, counted, complaints));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static SortedSet<NodeId> nodes(DataInputStream in) throws IOException {
        var nodes = new TreeSet<NodeId>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            nodes.add(node(in));
        }
        return nodes;
    }

    private static NodeId node(DataInputStream in) throws IOException {
        return new NodeId(in.readUTF(), in.readLong());
    }
}
