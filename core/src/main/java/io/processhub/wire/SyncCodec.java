package io.processhub.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.StableHash;
import io.processhub.registry.Delta;
import io.processhub.registry.Gap;
import io.processhub.registry.Head;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Parcel;
import io.processhub.wire.proto.Even;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Gaps;
import io.processhub.wire.proto.Inquiry;
import io.processhub.wire.proto.Opening;
import io.processhub.wire.proto.Probe;
import io.processhub.wire.proto.Receipts;
import io.processhub.wire.proto.Report;
import io.processhub.wire.proto.Rumour;
import io.processhub.wire.proto.Target;
import io.processhub.wire.proto.TargetRequest;
import io.processhub.wire.proto.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes and decodes the messages of synchronizers. Decoding throws {@link IllegalArgumentException} for content that
 * no correct node sends, and for content that is meaningless without a node that is not reachable.
 */
final class SyncCodec {
    /** The distance between the ids of successive rounds; the bits below hold the phase. */
    private static final long ROUND_STEP = 4;

    private final Nodes nodes;

    SyncCodec(Nodes nodes) {
        this.nodes = nodes;
    }

    Frame encode(Content content, Frame.Builder frame) {
        return switch (content) {
            case Content.Offer(List<Head> heads) ->
                frame.setOffer(vector(heads)).build();
            case Content.Request(List<Gap> gaps) -> frame.setRequest(gaps(gaps)).build();
            case Content.News(Delta delta) ->
                frame.setNews(EntryCodec.encode(delta)).build();
            case Content.More(Gap rest) -> frame.setMore(gap(rest)).build();
            case Content.Rumour rumour -> frame.setRumour(rumour(rumour)).build();
            case Content.Opening opening -> frame.setOpening(opening(opening)).build();
            case Content.Receipts receipts ->
                frame.setReceipts(receipts(receipts)).build();
            case Content.Inquiry(List<Long> numbers) ->
                frame.setInquiry(Inquiry.newBuilder().addAllNumbers(numbers)).build();
            case Content.Report report -> frame.setReport(report(report)).build();
            case Content.TargetRequest(long round) ->
                frame.setTargetRequest(TargetRequest.newBuilder().setRound(round))
                        .build();
            case Content.Target target -> frame.setTarget(target(target)).build();
            case Content.Probe(long sum) ->
                frame.setProbe(Probe.newBuilder().setSum(sum)).build();
            case Content.Even even -> frame.setEven(Even.getDefaultInstance()).build();
        };
    }

    Content decode(Frame frame) throws InvalidProtocolBufferException {
        return switch (frame.getBodyCase()) {
            case OFFER -> new Content.Offer(heads(frame.getOffer()));
            case REQUEST -> new Content.Request(gaps(frame.getRequest()));
            case NEWS -> new Content.News(EntryCodec.decode(frame.getNews(), nodes));
            case MORE -> new Content.More(gap(frame.getMore()));
            case RUMOUR -> rumour(frame.getRumour());
            case OPENING -> opening(frame.getOpening());
            case RECEIPTS -> receipts(frame.getReceipts());
            case INQUIRY -> new Content.Inquiry(frame.getInquiry().getNumbersList());
            case REPORT -> report(frame.getReport());
            case TARGET_REQUEST ->
                new Content.TargetRequest(frame.getTargetRequest().getRound());
            case TARGET -> target(frame.getTarget());
            case PROBE -> new Content.Probe(frame.getProbe().getSum());
            case EVEN -> new Content.Even();
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
                heads.add(new Head(origin, vector.getVersions(i)));
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
                EntryCodec.origin(gap.getOrigin(), nodes),
                gap.getFrom(),
                gap.getTo() == 0 ? Long.MAX_VALUE : gap.getTo());
    }

    // ---- rumours and rounds

    private static Rumour rumour(Content.Rumour rumour) {
        byte[] delta =
                rumour.parcel().bytes(content -> EntryCodec.encode(content).toByteArray());
        return Rumour.newBuilder()
                .setNumber(rumour.number())
                .setEnd(rumour.end())
                .setHops(rumour.hops() - 1)
                .setDelta(UnsafeByteOperations.unsafeWrap(delta))
                .build();
    }

    private Content rumour(Rumour rumour) throws InvalidProtocolBufferException {
        ByteString bytes = rumour.getDelta();
        Delta delta = EntryCodec.decode(io.processhub.wire.proto.Delta.parseFrom(bytes), nodes);
        if (rumour.getHops() < 0) {
            throw new IllegalArgumentException("rumour with " + rumour.getHops() + " hops");
        }
        return new Content.Rumour(
                rumour.getNumber(), rumour.getEnd(), rumour.getHops() + 1, new Parcel(delta, bytes.toByteArray()));
    }

    private Opening opening(Content.Opening opening) {
        Content.Round round = opening.round();
        var encoded = Opening.newBuilder()
                .setNumber(opening.number())
                .setEnd(opening.end())
                .setRound(round.id())
                .setSettled(round.settled())
                .setMembers(round.members())
                .setSum(round.sum());
        long back = (round.id() - round.base()) / ROUND_STEP;
        boolean near = back > 0 && back < Integer.MAX_VALUE && round.id() - back * ROUND_STEP == round.base();
        if (near) {
            encoded.setBack((int) back);
        } else {
            encoded.setBase(round.base());
        }
        if (!round.changed().isEmpty()) {
            encoded.setChanged(vector(round.changed()));
        }
        return encoded.build();
    }

    private Content opening(Opening opening) {
        long base = opening.getBack() == 0
                ? opening.getBase()
                : opening.getRound() - Integer.toUnsignedLong(opening.getBack()) * ROUND_STEP;
        if (opening.getRound() == 0) {
            throw new IllegalArgumentException("a round without an id");
        }
        var round = new Content.Round(
                opening.getRound(),
                base,
                opening.getSettled(),
                opening.getMembers(),
                opening.getSum(),
                heads(opening.getChanged()));
        return new Content.Opening(opening.getNumber(), opening.getEnd(), round);
    }

    // ---- acknowledgements and reports

    private static Receipts receipts(Content.Receipts receipts) {
        return Receipts.newBuilder()
                .addAllDone(receipts.done())
                .addAllBegun(receipts.begun())
                .addAllUnknown(receipts.unknown())
                .build();
    }

    private static Content receipts(Receipts receipts) {
        return new Content.Receipts(receipts.getBegunList(), receipts.getDoneList(), receipts.getUnknownList());
    }

    private Report report(Content.Report report) {
        var encoded = Report.newBuilder().setNumber(report.number()).setUnreached(report.unreached());
        if (!report.contributions().isEmpty()) {
            encoded.setContributions(vector(report.contributions()));
        }
        return encoded.build();
    }

    private Content report(Report report) {
        if (report.getUnreached() < 0) {
            throw new IllegalArgumentException("report with " + report.getUnreached() + " unreached");
        }
        return new Content.Report(report.getNumber(), report.getUnreached(), heads(report.getContributions()));
    }

    private Target target(Content.Target target) {
        return Target.newBuilder()
                .setRound(target.round())
                .setPart(target.part())
                .setParts(target.parts())
                .setHeads(vector(target.heads()))
                .build();
    }

    private Content target(Target target) {
        if (target.getPart() < 0 || target.getPart() >= target.getParts()) {
            throw new IllegalArgumentException("part " + target.getPart() + " of " + target.getParts());
        }
        return new Content.Target(target.getRound(), target.getPart(), target.getParts(), heads(target.getHeads()));
    }
}
