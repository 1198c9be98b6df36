package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Stamp;
import io.processhub.wire.proto.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The writers of the stamps in one frame: most stamps share a few, so each is named once and referred to by its place.
 */
final class Writers {
    /** Far in the future, yet far from where the counting of milliseconds ends. */
    private static final long CLOCK_MAX = Long.MAX_VALUE / 2;

    private final Map<NodeId, Integer> places = new LinkedHashMap<>();

    /** Writers of which the first needs no naming. */
    static Writers of(NodeId first) {
        var writers = new Writers();
        writers.places.put(first, 0);
        return writers;
    }

    /** {@return how many writers were met so far} */
    int count() {
        return places.size();
    }

    /** Encodes a stamp. */
    io.processhub.wire.proto.Stamp stamp(Stamp stamp) {
        int place = places.computeIfAbsent(stamp.writer(), unused -> places.size());
        return io.processhub.wire.proto.Stamp.newBuilder()
                .setClock(stamp.clock())
                .setWriter(place)
                .build();
    }

    /** {@return the writers met so far, each in its place} */
    List<Node> encoded() {
        return places.keySet().stream().map(Writers::node).toList();
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

    /** The other direction: writers as received. */
    record Known(List<NodeId> nodes) {
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
         * @throws IllegalArgumentException when the frame does not name its writer
         */
        Stamp stamp(io.processhub.wire.proto.Stamp stamp) {
            if (stamp.getWriter() >= nodes.size() || stamp.getWriter() < 0) {
                throw new IllegalArgumentException("writer " + stamp.getWriter() + " of " + nodes.size());
            }
            if (stamp.getClock() < 0 || stamp.getClock() > CLOCK_MAX) {
                throw new IllegalArgumentException("clock reading " + stamp.getClock() + " is out of range");
            }
            return new Stamp(stamp.getClock(), nodes.get(stamp.getWriter()));
        }
    }
}
