package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writers of the stamps in one message. Most stamps share a few writers, so a message lists each writer once,
 * before its stamps, which refer to it by index.
 */
final class Writers {
    private final Map<NodeId, Integer> places = new LinkedHashMap<>();
    private final int implied;

    /** Of the stamp before, which as a rule has the same writer. */
    private @Nullable NodeId last;

    private int lastPlace;

    private Writers(int implied) {
        this.implied = implied;
    }

    /** Creates a list of writers whose first element is implied and not written. */
    static Writers after(NodeId first) {
        var writers = new Writers(1);
        writers.place(first);
        return writers;
    }

    /** Creates the list of those who have written some intents. */
    static Writers of(Iterable<Intent> intents) {
        var writers = new Writers(0);
        intents.forEach(writers::add);
        return writers;
    }

    void add(Intent intent) {
        add(intent.stamp());
        if (intent.stopped() != null) {
            add(intent.stopped());
        }
    }

    void add(Stamp stamp) {
        place(stamp.writer());
    }

    private int place(NodeId writer) {
        if (!writer.equals(last)) {
            last = writer;
            lastPlace = places.computeIfAbsent(writer, unused -> places.size());
        }
        return lastPlace;
    }

    /** Writes the list. */
    void write(Writer out, int tag) {
        places.keySet().stream().skip(implied).forEach(node -> write(out, tag, node));
    }

    /** Writes a stamp whose writer is in the list. */
    void write(Writer out, int tag, Stamp stamp) {
        int begun = out.begin(tag);
        out.fixed64(Fields.Stamp.CLOCK, stamp.clock());
        out.count(Fields.Stamp.WRITER, place(stamp.writer()));
        out.end(begun);
    }

    static void write(Writer out, int tag, NodeId node) {
        int begun = out.begin(tag);
        out.text(Fields.Node.NAME, node.name());
        out.fixed64(Fields.Node.INCARNATION, node.incarnation());
        out.end(begun);
    }

    static NodeId node(Reader in) {
        int outer = in.enter();
        String name = "";
        long incarnation = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Node.NAME -> name = in.name();
                case Fields.Node.INCARNATION -> incarnation = in.fixed64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new NodeId(name, incarnation);
    }

    /** The writers of a received message. */
    record Known(List<NodeId> nodes) {

        /**
         * Reads the list of writers ahead of everything else in a message, and goes back to where that begins.
         *
         * @param tag of a writer
         */
        static Known ahead(Reader in, int tag, Nodes reachable) {
            int begin = in.place();
            List<NodeId> nodes = new ArrayList<>();
            while (in.next()) {
                if (in.tag() == tag) {
                    nodes.add(reachable.shared(node(in)));
                } else {
                    in.skip();
                }
            }
            in.back(begin);
            return new Known(nodes);
        }

        /** With a first one that the list implies. */
        Known after(NodeId first) {
            nodes.addFirst(first);
            return this;
        }

        /**
         * Reads a stamp.
         *
         * @throws IllegalArgumentException when the message does not list its writer, or the clock reading is out of
         *     range
         */
        Stamp stamp(Reader in) {
            int outer = in.enter();
            long clock = 0;
            int writer = 0;
            while (in.next()) {
                switch (in.tag()) {
                    case Fields.Stamp.CLOCK -> clock = in.fixed64();
                    case Fields.Stamp.WRITER -> writer = in.count();
                    default -> in.skip();
                }
            }
            in.leave(outer);
            return stamp(clock, writer);
        }

        /** {@return a stamp that was read; that of a message without one when it was not} */
        Stamp orZero(@Nullable Stamp stamp) {
            return stamp == null ? stamp(0, 0) : stamp;
        }

        private Stamp stamp(long clock, int writer) {
            if (writer >= nodes.size() || writer < 0) {
                throw new IllegalArgumentException("writer " + writer + " of " + nodes.size());
            }
            return new Stamp(Numbers.reading(clock), nodes.get(writer));
        }
    }
}
