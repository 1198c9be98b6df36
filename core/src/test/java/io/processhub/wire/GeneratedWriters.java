package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Stamp;
import io.processhub.wire.proto.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The writers of the stamps in one frame. Most stamps share a few writers, so a frame lists each writer once and stamps
 * refer to it by index.
 */
final class GeneratedWriters {
    private final Map<NodeId, Integer> places = new LinkedHashMap<>();
    private long clock;

    /** Creates a list of writers whose first element is implied and not encoded. */
    static GeneratedWriters of(NodeId first) {
        var writers = new GeneratedWriters();
        writers.places.put(first, 0);
        return writers;
    }

    /** {@return the number of writers so far} */
    int count() {
        return places.size();
    }

    /** Encodes a stamp by its difference to the one before. */
    io.processhub.wire.proto.Stamp stamp(Stamp stamp) {
        int place = places.computeIfAbsent(stamp.writer(), unused -> places.size());
        return io.processhub.wire.proto.Stamp.newBuilder()
                .setWriter(place)
                .setStep(stamp.clock() - clock)
                .build();
    }

    /** Goes on to the stamps after one. */
    void after(Stamp stamp) {
        clock = stamp.clock();
    }

    /** {@return the encoded writers, in the order of their indexes} */
    List<Node> encoded() {
        return places.keySet().stream().map(GeneratedWriters::node).toList();
    }

    static Node node(NodeId id) {
        return Node.newBuilder()
                .setName(id.name())
                .setIncarnation(id.incarnation())
                .build();
    }

    static NodeId node(Node node) {
        return new NodeId(node.getName(), node.getIncarnation());
    }

    /** The writers of a received frame. */
    static final class Known {
        private final List<NodeId> nodes;
        private long clock;

        private Known(List<NodeId> nodes) {
            this.nodes = nodes;
        }

        static Known of(List<Node> encoded, Nodes reachable) {
            return of(List.of(), encoded, reachable);
        }

        static Known of(NodeId first, List<Node> encoded, Nodes reachable) {
            return of(List.of(first), encoded, reachable);
        }

        private static Known of(List<NodeId> first, List<Node> encoded, Nodes reachable) {
            List<NodeId> nodes = new ArrayList<>(encoded.size() + first.size());
            nodes.addAll(first);
            encoded.forEach(node -> nodes.add(reachable.shared(node(node))));
            return new Known(nodes);
        }

        /**
         * Decodes a stamp.
         *
         * @throws IllegalArgumentException when the frame does not list its writer, or the clock reading is out of
         *     range
         */
        Stamp stamp(io.processhub.wire.proto.Stamp stamp) {
            if (stamp.getWriter() >= nodes.size() || stamp.getWriter() < 0) {
                throw new IllegalArgumentException("writer " + stamp.getWriter() + " of " + nodes.size());
            }
            return new Stamp(Numbers.reading(clock + stamp.getStep()), nodes.get(stamp.getWriter()));
        }

        /** Decodes a stamp and goes on to those after it. */
        Stamp last(io.processhub.wire.proto.Stamp encoded) {
            Stamp stamp = stamp(encoded);
            clock = stamp.clock();
            return stamp;
        }
    }
}
