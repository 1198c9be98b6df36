package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of what synchronizers send to each other. Decoding throws {@link IllegalArgumentException} for whatever no
 * node would have sent, and for a message that is about nothing but a node that cannot be reached. Thread-safe.
 */
final class SyncCodec implements SyncContext.Codec {
    /** Of a load of 32 bits the upper 17 are kept, of which the first, the sign, is 0. */
    private static final int LOAD_BITS_LEFT_OUT = 15;

    private final Nodes nodes;
    private final Names names;

    SyncCodec(Nodes nodes, Names names) {
        this.nodes = nodes;
        this.names = names;
    }

    /** Writes the body of a frame. What goes along with it is written apart, because fields are in order. */
    void write(Writer out, SyncMessage message) {
        switch (message) {
            case SyncMessage.Offer offer -> {
                int begun = out.begin(Fields.Frame.OFFER);
                vector(out, offer.heads());
                out.end(begun);
            }
            case SyncMessage.Request request -> {
                int begun = out.begin(Fields.Frame.REQUEST);
                request.gaps().forEach(gap -> write(out, Fields.Gaps.GAPS, gap));
                out.end(begun);
            }
            case SyncMessage.News news -> {
                int begun = out.begin(Fields.Frame.NEWS);
                EntryCodec.write(out, news.delta());
                out.end(begun);
            }
            case SyncMessage.More more -> write(out, Fields.Frame.MORE, more.rest());
            case SyncMessage.Custom custom -> out.element(Fields.Frame.CUSTOM, custom.bytes());
        }
    }

    SyncMessage message(Reader in, int body) {
        return switch (body) {
            case Fields.Frame.OFFER -> offer(in);
            case Fields.Frame.REQUEST -> request(in);
            case Fields.Frame.NEWS -> news(in);
            case Fields.Frame.MORE -> more(in);
            default -> new SyncMessage.Custom(in.bytes());
        };
    }

    private SyncMessage offer(Reader in) {
        int outer = in.enter();
        var offer = new SyncMessage.Offer(heads(in));
        in.leave(outer);
        return offer;
    }

    private SyncMessage news(Reader in) {
        int outer = in.enter();
        var news = new SyncMessage.News(EntryCodec.read(in, nodes));
        in.leave(outer);
        return news;
    }

    // ---- heads

    /** Writes the fields of a vector: hashes that their lower halves identify come before the others. */
    private void vector(Writer out, List<Head> heads) {
        List<Head> shorts = new ArrayList<>(heads.size());
        List<Head> longs = new ArrayList<>();
        for (Head head : heads) {
            (nodes.distinct(StableHash.of(head.origin())) ? shorts : longs).add(head);
        }
        if (!shorts.isEmpty()) {
            int run = out.begin(Fields.Vector.SHORT_ORIGINS);
            shorts.forEach(head -> out.fixed32((int) StableHash.of(head.origin())));
            out.end(run);
        }
        if (!longs.isEmpty()) {
            int run = out.begin(Fields.Vector.LONG_ORIGINS);
            longs.forEach(head -> out.fixed64(StableHash.of(head.origin())));
            out.end(run);
        }
        if (!heads.isEmpty()) {
            int run = out.begin(Fields.Vector.VERSIONS);
            shorts.forEach(head -> out.varint(head.version()));
            longs.forEach(head -> out.varint(head.version()));
            out.end(run);
        }
    }

    /** Reads the fields of a vector. Skips nodes that are not reachable. */
    private List<Head> heads(Reader in) {
        var shorts = new Longs();
        var longs = new Longs();
        var versions = new Longs();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Vector.SHORT_ORIGINS -> in.fixed32s(shorts);
                case Fields.Vector.SHORT_ORIGINS_SINGLY -> shorts.add(in.fixed32());
                case Fields.Vector.LONG_ORIGINS -> in.fixed64s(longs);
                case Fields.Vector.LONG_ORIGINS_SINGLY -> longs.add(in.fixed64());
                case Fields.Vector.VERSIONS -> in.numbers(versions);
                case Fields.Vector.VERSIONS_SINGLY -> versions.add(in.number());
                default -> in.skip();
            }
        }
        return heads(shorts, longs, versions);
    }

    private List<Head> heads(Longs shorts, Longs longs, Longs versions) {
        int all = shorts.size() + longs.size();
        if (versions.size() != all) {
            throw new IllegalArgumentException(all + " logs but " + versions.size() + " versions");
        }
        List<Head> heads = new ArrayList<>(all);
        for (int i = 0; i < all; i++) {
            NodeId origin =
                    i < shorts.size() ? nodes.find((int) shorts.at(i)) : nodes.find(longs.at(i - shorts.size()));
            if (origin != null) {
                heads.add(new Head(origin, Numbers.version(versions.at(i))));
            }
        }
        return heads;
    }

    // ---- gaps

    private static void write(Writer out, int tag, Gap gap) {
        int begun = out.begin(tag);
        out.fixed64(Fields.Gap.ORIGIN, StableHash.of(gap.origin()));
        out.number(Fields.Gap.FROM, gap.from());
        out.number(Fields.Gap.TO, gap.to() == Long.MAX_VALUE ? 0 : gap.to());
        out.end(begun);
    }

    /** Skips nodes that are not reachable. */
    private SyncMessage request(Reader in) {
        int outer = in.enter();
        List<Gap> gaps = new ArrayList<>();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Gaps.GAPS -> {
                    Gap gap = gap(in);
                    if (gap != null) {
                        gaps.add(gap);
                    }
                }
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new SyncMessage.Request(List.copyOf(gaps));
    }

    private SyncMessage more(Reader in) {
        Gap rest = gap(in);
        if (rest == null) {
            throw new IllegalArgumentException("more of a node that is not reachable");
        }
        return new SyncMessage.More(rest);
    }

    /** Reads a gap; {@code null} for one of a node that is not reachable. */
    private @Nullable Gap gap(Reader in) {
        int outer = in.enter();
        long origin = 0;
        long from = 0;
        long to = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Gap.ORIGIN -> origin = in.fixed64();
                case Fields.Gap.FROM -> from = in.number();
                case Fields.Gap.TO -> to = in.number();
                default -> in.skip();
            }
        }
        in.leave(outer);
        NodeId node = nodes.find(origin);
        return node == null
                ? null
                : new Gap(node, Numbers.version(from), to == 0 ? Long.MAX_VALUE : Numbers.version(to));
    }

    // ---- scores

    /** A node whose short hash is that of another one, too, is left out: its score would be taken for another's. */
    void write(Writer out, List<Packet.Score> all) {
        if (all.isEmpty()) {
            return;
        }
        List<Packet.Score> scores = all.stream()
                .filter(score -> nodes.distinct(StableHash.of(score.node())))
                .toList();
        int begun = out.begin(Fields.Frame.SCORES);
        if (!scores.isEmpty()) {
            int hashes = out.begin(Fields.Scores.NODES);
            scores.forEach(score -> out.fixed32((int) StableHash.of(score.node())));
            out.end(hashes);
            int loads = out.begin(Fields.Scores.LOADS);
            scores.forEach(score -> out.varint(Float.floatToIntBits((float) score.load()) >>> LOAD_BITS_LEFT_OUT));
            out.end(loads);
            int copies = out.begin(Fields.Scores.COPIES);
            scores.forEach(score -> out.varint(Integer.toUnsignedLong(score.copies())));
            out.end(copies);
            int ages = out.begin(Fields.Scores.AGES);
            scores.forEach(score -> out.varint(Integer.toUnsignedLong(score.age())));
            out.end(ages);
        }
        out.end(begun);
    }

    List<Packet.Score> scores(Reader in) {
        int outer = in.enter();
        var hashes = new Longs();
        var loads = new Longs();
        var copies = new Longs();
        var ages = new Longs();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Scores.NODES -> in.fixed32s(hashes);
                case Fields.Scores.NODES_SINGLY -> hashes.add(in.fixed32());
                case Fields.Scores.LOADS -> in.numbers(loads);
                case Fields.Scores.LOADS_SINGLY -> loads.add(in.number());
                case Fields.Scores.COPIES -> in.numbers(copies);
                case Fields.Scores.COPIES_SINGLY -> copies.add(in.number());
                case Fields.Scores.AGES -> in.numbers(ages);
                case Fields.Scores.AGES_SINGLY -> ages.add(in.number());
                default -> in.skip();
            }
        }
        in.leave(outer);
        return scores(hashes, loads, copies, ages);
    }

    /** Skips nodes that are not reachable. */
    private List<Packet.Score> scores(Longs hashes, Longs loads, Longs copies, Longs ages) {
        int all = hashes.size();
        if (loads.size() != all || copies.size() != all || ages.size() != all) {
            throw new IllegalArgumentException(all + " nodes, but not as many scores");
        }
        List<Packet.Score> decoded = new ArrayList<>(all);
        for (int i = 0; i < all; i++) {
            NodeId node = nodes.find((int) hashes.at(i));
            if (node != null) {
                decoded.add(new Packet.Score(
                        node,
                        Numbers.load(Float.intBitsToFloat((int) loads.at(i) << LOAD_BITS_LEFT_OUT)),
                        Numbers.count((int) copies.at(i)),
                        Numbers.count((int) ages.at(i))));
            }
        }
        return decoded;
    }

    // ---- for messages of a strategy's own

    @Override
    public byte[] encodeDelta(Delta delta) {
        return Writer.bytes(out -> EntryCodec.write(out, delta));
    }

    @Override
    public Delta decodeDelta(byte[] bytes) {
        return EntryCodec.read(new Reader(bytes, names), nodes);
    }

    @Override
    public byte[] encodeHeads(List<Head> heads) {
        return Writer.bytes(out -> vector(out, heads));
    }

    @Override
    public List<Head> decodeHeads(byte[] bytes) {
        return heads(new Reader(bytes, names));
    }
}
