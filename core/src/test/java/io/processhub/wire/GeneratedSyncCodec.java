package io.processhub.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Gaps;
import io.processhub.wire.proto.Scores;
import io.processhub.wire.proto.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of what synchronizers send to each other. Decoding throws {@link IllegalArgumentException} for whatever no
 * node would have sent, and for a message that is about nothing but a node that cannot be reached. Thread-safe.
 */
final class GeneratedSyncCodec {
    /** Of a load of 32 bits the upper 17 are kept, of which the first, the sign, is 0. */
    private static final int LOAD_BITS_LEFT_OUT = 15;

    private final Nodes nodes;

    GeneratedSyncCodec(Nodes nodes) {
        this.nodes = nodes;
    }

    Frame encode(Packet.Synchronize packet, Frame.Builder frame) {
        if (!packet.scores().isEmpty()) {
            frame.setScores(scores(packet.scores()));
        }
        return switch (packet.message()) {
            case SyncMessage.Offer(List<Head> heads) ->
                frame.setOffer(vector(heads)).build();
            case SyncMessage.Request(List<Gap> gaps) ->
                frame.setRequest(gaps(gaps)).build();
            case SyncMessage.News(Delta delta) ->
                frame.setNews(GeneratedEntryCodec.encode(delta)).build();
            case SyncMessage.More(Gap rest) -> frame.setMore(gap(rest)).build();
            case SyncMessage.Custom custom ->
                frame.setCustom(UnsafeByteOperations.unsafeWrap(custom.bytes())).build();
        };
    }

    Packet.Synchronize packet(Frame frame) {
        return new Packet.Synchronize(message(frame), scores(frame.getScores()));
    }

    private SyncMessage message(Frame frame) {
        return switch (frame.getBodyCase()) {
            case OFFER -> new SyncMessage.Offer(heads(frame.getOffer()));
            case REQUEST -> new SyncMessage.Request(gaps(frame.getRequest()));
            case NEWS -> new SyncMessage.News(GeneratedEntryCodec.decode(frame.getNews(), nodes));
            case MORE -> new SyncMessage.More(gap(frame.getMore()));
            case CUSTOM -> new SyncMessage.Custom(frame.getCustom().toByteArray());
            default -> throw new IllegalArgumentException("not about logs: " + frame.getBodyCase());
        };
    }

    // ---- heads and gaps

    private Vector vector(List<Head> heads) {
        var encoded = Vector.newBuilder();
        List<Long> tail = new ArrayList<>();
        for (Head head : heads) {
            long origin = StableHash.of(head.origin());
            if (nodes.distinct(origin)) {
                encoded.addShortOrigins((int) origin).addVersions(head.version());
            } else {
                encoded.addLongOrigins(origin);
                tail.add(head.version());
            }
        }
        return encoded.addAllVersions(tail).build();
    }

    /** Skips nodes that are not reachable. */
    private List<Head> heads(Vector vector) {
        int shorts = vector.getShortOriginsCount();
        int all = shorts + vector.getLongOriginsCount();
        if (vector.getVersionsCount() != all) {
            throw new IllegalArgumentException(all + " logs but " + vector.getVersionsCount() + " versions");
        }
        List<Head> heads = new ArrayList<>(all);
        for (int i = 0; i < all; i++) {
            NodeId origin =
                    i < shorts ? nodes.find(vector.getShortOrigins(i)) : nodes.find(vector.getLongOrigins(i - shorts));
            if (origin != null) {
                heads.add(new Head(origin, Numbers.version(vector.getVersions(i))));
            }
        }
        return heads;
    }

    private static Gaps gaps(List<Gap> gaps) {
        var encoded = Gaps.newBuilder();
        gaps.forEach(gap -> encoded.addGaps(gap(gap)));
        return encoded.build();
    }

    private static io.processhub.wire.proto.Gap gap(Gap gap) {
        return io.processhub.wire.proto.Gap.newBuilder()
                .setOrigin(StableHash.of(gap.origin()))
                .setFrom(gap.from())
                .setTo(gap.to() == Long.MAX_VALUE ? 0 : gap.to())
                .build();
    }

    private List<Gap> gaps(Gaps gaps) {
        return gaps.getGapsList().stream()
                .filter(gap -> nodes.find(gap.getOrigin()) != null)
                .map(this::gap)
                .toList();
    }

    private Gap gap(io.processhub.wire.proto.Gap gap) {
        return new Gap(
                GeneratedEntryCodec.origin(gap.getOrigin(), nodes),
                Numbers.version(gap.getFrom()),
                gap.getTo() == 0 ? Long.MAX_VALUE : Numbers.version(gap.getTo()));
    }

    // ---- scores

    /** A node whose short hash is that of another one, too, is left out: its score would be taken for another's. */
    private Scores scores(List<Packet.Score> scores) {
        var encoded = Scores.newBuilder();
        for (Packet.Score score : scores) {
            long hash = StableHash.of(score.node());
            if (nodes.distinct(hash)) {
                encoded.addNodes((int) hash)
                        .addLoads(Float.floatToIntBits((float) score.load()) >>> LOAD_BITS_LEFT_OUT)
                        .addCopies(score.copies())
                        .addAges(score.age());
            }
        }
        return encoded.build();
    }

    /** Skips nodes that are not reachable. */
    private List<Packet.Score> scores(Scores scores) {
        int all = scores.getNodesCount();
        if (scores.getLoadsCount() != all || scores.getCopiesCount() != all || scores.getAgesCount() != all) {
            throw new IllegalArgumentException(all + " nodes, but not as many scores");
        }
        List<Packet.Score> decoded = new ArrayList<>(all);
        for (int i = 0; i < all; i++) {
            NodeId node = nodes.find(scores.getNodes(i));
            if (node != null) {
                decoded.add(new Packet.Score(
                        node,
                        Numbers.load(Float.intBitsToFloat(scores.getLoads(i) << LOAD_BITS_LEFT_OUT)),
                        Numbers.count(scores.getCopies(i)),
                        Numbers.count(scores.getAges(i))));
            }
        }
        return decoded;
    }
}
