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
 * before its stamps, which refer to it by index. Stamps that were made together are near each other, so each has only
 * the difference to the one before.
 */
final class Writers {
    private final Map<NodeId, Integer> places = new LinkedHashMap<>();
    private final int implied;

    /** Of the stamp before, which as a rule has the same writer. */
    private @Nullable NodeId last;

    private int lastPlace;

    /** In the stamp before. */
    private long clock;

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

    /** Writes a stamp whose writer is in the list; {@link #after} is to follow, unless another relates to the same. */
    void write(Writer out, int tag, Stamp stamp) {
        int begun = out.begin(tag);
        out.count(Fields.Stamp.WRITER, place(stamp.writer()));
        out.signed(Fields.Stamp.STEP, stamp.clock() - clock);
        out.end(begun);
    }

    /** Goes on to the stamps after one. */
    void after(Stamp stamp) {
        clock = stamp.clock();
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
    static final class Known {
        private final List<NodeId> nodes;
        private long clock;

        private Known(List<NodeId> nodes) {
            this.nodes = nodes;
        }

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
         * Reads a stamp; {@link #last} is to follow, unless another relates to the same.
         *
         * @throws IllegalArgumentException when the message does not list its writer, or the clock reading is out of
         *     range
         */
        Stamp stamp(Reader in) {
            int outer = in.enter();
            int writer = 0;
            long step = 0;
            while (in.next()) {
                switch (in.tag()) {
                    case Fields.Stamp.WRITER -> writer = in.count();
                    case Fields.Stamp.STEP -> step = in.signed();
                    default -> in.skip();
                }
            }
            in.leave(outer);
            return stamp(writer, step);
        }

        /**
         * Goes on to the stamps after one.
         *
         * @param read that was read; {@code null} when it was not, as one without fields
         * @return the stamp
         */
        Stamp last(@Nullable Stamp read) {
            Stamp stamp = read == null ? stamp(0, 0) : read;
            clock = stamp.clock();
            return stamp;
        }

        private Stamp stamp(int writer, long step) {
            if (writer >= nodes.size() || writer < 0) {
                throw new IllegalArgumentException("writer " + writer + " of " + nodes.size());
            }
            return new Stamp(Numbers.reading(clock + step), nodes.get(writer));
        }
    }
}
