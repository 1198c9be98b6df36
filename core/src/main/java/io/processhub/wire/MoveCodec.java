package io.processhub.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.processhub.process.ProcessId;
import io.processhub.wire.proto.Move;
import java.util.Arrays;
import java.util.List;

/** Moves and their bytes. Decoding throws {@link IllegalArgumentException} for whatever no node would have sent. */
final class MoveCodec {
    private MoveCodec() {}

    static Move encode(Packet.Move move) {
        var encoded = Move.newBuilder().setId(move.id().value()).setAttempt(move.attempt());
        return switch (move.moving()) {
            case Moving.Offer offer -> encoded.setOffer(offer(offer)).build();
            case Moving.Yield yield -> encoded.setYield(yielding(yield)).build();
            case Moving.Part part -> encoded.setPart(part(part)).build();
            case Moving.Withdraw withdraw ->
                encoded.setWithdraw(Move.Withdraw.getDefaultInstance()).build();
            case Moving.Ready(long ticket) ->
                encoded.setReady(Move.Ready.newBuilder().setTicket(ticket)).build();
            case Moving.Received(long ticket, int upTo) ->
                encoded.setReceived(Move.Received.newBuilder().setTicket(ticket).setUpTo(upTo))
                        .build();
            case Moving.Arrived arrived ->
                encoded.setArrived(Move.Arrived.getDefaultInstance()).build();
            case Moving.Settled settled ->
                encoded.setSettled(Move.Settled.getDefaultInstance()).build();
            case Moving.Refused(String reason) ->
                encoded.setRefused(Move.Refused.newBuilder().setReason(reason)).build();
        };
    }

    private static Move.Offer offer(Moving.Offer offer) {
        var writers = new Writers();
        var wish = EntryCodec.wish(offer.intent(), writers);
        return Move.Offer.newBuilder()
                .addAllWriters(writers.encoded())
                .setWish(wish)
                .setEpoch(offer.epoch())
                .setRequired(offer.required())
                .setActiveSince(offer.activeSince())
                .addAllLineage(offer.lineage())
                .build();
    }

    private static Move.Yield yielding(Moving.Yield yield) {
        return Move.Yield.newBuilder()
                .setEpoch(yield.epoch())
                .setInto(yield.into())
                .setState(yield.state())
                .addAllLineage(yield.lineage())
                .build();
    }

    private static Move.Part part(Moving.Part part) {
        return Move.Part.newBuilder()
                .setTicket(part.ticket())
                .setPresent(part.present())
                .setTotal(part.total())
                .setFrom(part.from())
                .setBytes(UnsafeByteOperations.unsafeWrap(part.bytes()))
                .build();
    }

    /** {@return the two halves of a part} */
    static List<Packet.Move> halves(Packet.Move move, Moving.Part part) {
        int middle = part.bytes().length / 2;
        return List.of(piece(move, part, 0, middle), piece(move, part, middle, part.bytes().length));
    }

    private static Packet.Move piece(Packet.Move move, Moving.Part part, int from, int to) {
        var piece = new Moving.Part(
                part.ticket(),
                part.present(),
                part.total(),
                part.from() + from,
                Arrays.copyOfRange(part.bytes(), from, to));
        return new Packet.Move(move.id(), move.attempt(), piece);
    }

    static Packet.Move decode(Move move, Nodes nodes) {
        var id = new ProcessId(move.getId());
        Moving moving = switch (move.getBodyCase()) {
            case OFFER -> offer(id, move.getOffer(), nodes);
            case YIELD -> yielding(move.getYield());
            case PART -> part(move.getPart());
            case WITHDRAW -> new Moving.Withdraw();
            case READY -> new Moving.Ready(move.getReady().getTicket());
            case RECEIVED -> received(move.getReceived());
            case ARRIVED -> new Moving.Arrived();
            case SETTLED -> new Moving.Settled();
            case REFUSED -> new Moving.Refused(move.getRefused().getReason());
            case BODY_NOT_SET -> throw new IllegalArgumentException("move without a known body");
        };
        return new Packet.Move(id, move.getAttempt(), moving);
    }

    private static Moving offer(ProcessId id, Move.Offer offer, Nodes nodes) {
        var intent = EntryCodec.intent(id, offer.getWish(), Writers.Known.of(offer.getWritersList(), nodes));
        if (!intent.runs()) {
            throw new IllegalArgumentException("offer of a process that shall not run");
        }
        return new Moving.Offer(
                intent,
                offer.getEpoch(),
                offer.getActiveSince(),
                offer.getRequired(),
                List.copyOf(offer.getLineageList()));
    }

    private static Moving yielding(Move.Yield yield) {
        return new Moving.Yield(
                yield.getEpoch(), yield.getInto(), yield.getState(), List.copyOf(yield.getLineageList()));
    }

    private static Moving part(Move.Part part) {
        int length = part.getBytes().size();
        if (part.getTotal() < 0 || part.getFrom() < 0 || part.getFrom() > part.getTotal() - length) {
            throw new IllegalArgumentException(
                    "part of " + length + " bytes from " + part.getFrom() + " of a state of " + part.getTotal());
        }
        return new Moving.Part(
                part.getTicket(),
                part.getPresent(),
                part.getTotal(),
                part.getFrom(),
                part.getBytes().toByteArray());
    }

    private static Moving received(Move.Received received) {
        if (received.getUpTo() < 0) {
            throw new IllegalArgumentException("received up to " + received.getUpTo());
        }
        return new Moving.Received(received.getTicket(), received.getUpTo());
    }
}
