package io.processhub.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet.HandoverMessage;
import io.processhub.wire.proto.Handover;

/** Messages of handovers and their bytes. Decoding throws {@link IllegalArgumentException} for what no node sends. */
final class GeneratedHandoverCodec {
    private GeneratedHandoverCodec() {}

    static Handover encode(Packet.Handover packet) {
        var encoded = Handover.newBuilder().setId(packet.id().value()).setAttempt(packet.attempt());
        return switch (packet.message()) {
            case HandoverMessage.Offer offer -> encoded.setOffer(offer(offer)).build();
            case HandoverMessage.Conflict conflict ->
                encoded.setConflict(conflict(conflict)).build();
            case HandoverMessage.Part part -> encoded.setPart(part(part)).build();
            case HandoverMessage.Withdraw withdraw ->
                encoded.setWithdraw(Handover.Withdraw.getDefaultInstance()).build();
            case HandoverMessage.Ready(long ticket) ->
                encoded.setReady(Handover.Ready.newBuilder().setTicket(ticket)).build();
            case HandoverMessage.Received(long ticket, int upTo) ->
                encoded.setReceived(
                                Handover.Received.newBuilder().setTicket(ticket).setUpTo(upTo))
                        .build();
            case HandoverMessage.Arrived arrived ->
                encoded.setArrived(Handover.Arrived.getDefaultInstance()).build();
            case HandoverMessage.Settled settled ->
                encoded.setSettled(Handover.Settled.getDefaultInstance()).build();
            case HandoverMessage.Refused(String reason) ->
                encoded.setRefused(Handover.Refused.newBuilder().setReason(reason))
                        .build();
        };
    }

    private static Handover.Offer offer(HandoverMessage.Offer offer) {
        var writers = new GeneratedWriters();
        var state = GeneratedEntryCodec.state(offer.intent(), writers);
        return Handover.Offer.newBuilder()
                .addAllWriters(writers.encoded())
                .setIntent(state)
                .setEpoch(offer.epoch())
                .setRequired(offer.required())
                .setActiveSince(offer.activeSince())
                .addAllLineage(offer.lineage())
                .build();
    }

    private static Handover.Conflict conflict(HandoverMessage.Conflict conflict) {
        return Handover.Conflict.newBuilder()
                .setEpoch(conflict.epoch())
                .setSurvivor(conflict.survivor())
                .setState(conflict.state())
                .addAllLineage(conflict.lineage())
                .build();
    }

    private static Handover.Part part(HandoverMessage.Part part) {
        return Handover.Part.newBuilder()
                .setTicket(part.ticket())
                .setPresent(part.present())
                .setTotal(part.total())
                .setFrom(part.from())
                .setBytes(UnsafeByteOperations.unsafeWrap(part.bytes()))
                .build();
    }

    static Packet.Handover decode(Handover handover, Nodes nodes) {
        var id = new ProcessId(handover.getId());
        HandoverMessage message = switch (handover.getBodyCase()) {
            case OFFER -> offer(id, handover.getOffer(), nodes);
            case CONFLICT -> conflict(handover.getConflict());
            case PART -> part(handover.getPart());
            case WITHDRAW -> new HandoverMessage.Withdraw();
            case READY ->
                new HandoverMessage.Ready(Numbers.reading(handover.getReady().getTicket()));
            case RECEIVED -> received(handover.getReceived());
            case ARRIVED -> new HandoverMessage.Arrived();
            case SETTLED -> new HandoverMessage.Settled();
            case REFUSED -> new HandoverMessage.Refused(handover.getRefused().getReason());
            case BODY_NOT_SET -> throw new IllegalArgumentException("handover without a known body");
        };
        return new Packet.Handover(id, Numbers.reading(handover.getAttempt()), message);
    }

    private static HandoverMessage offer(ProcessId id, Handover.Offer offer, Nodes nodes) {
        var intent = GeneratedEntryCodec.intent(
                id, offer.getIntent(), GeneratedWriters.Known.of(offer.getWritersList(), nodes));
        if (!intent.runs()) {
            throw new IllegalArgumentException("offer of a process that is to be stopped");
        }
        return new HandoverMessage.Offer(
                intent,
                Numbers.reading(offer.getEpoch()),
                Numbers.reading(offer.getActiveSince()),
                offer.getRequired(),
                offer.getLineageList().stream().map(Numbers::reading).toList());
    }

    private static HandoverMessage conflict(Handover.Conflict conflict) {
        return new HandoverMessage.Conflict(
                Numbers.reading(conflict.getEpoch()),
                Numbers.reading(conflict.getSurvivor()),
                conflict.getState(),
                conflict.getLineageList().stream().map(Numbers::reading).toList());
    }

    private static HandoverMessage part(Handover.Part part) {
        int length = part.getBytes().size();
        if (part.getTotal() < 0 || part.getFrom() < 0 || part.getFrom() > part.getTotal() - length) {
            throw new IllegalArgumentException(
                    "part of " + length + " bytes from " + part.getFrom() + " of a state of " + part.getTotal());
        }
        return new HandoverMessage.Part(
                Numbers.reading(part.getTicket()),
                part.getPresent(),
                part.getTotal(),
                part.getFrom(),
                part.getBytes().toByteArray());
    }

    private static HandoverMessage received(Handover.Received received) {
        if (received.getUpTo() < 0) {
            throw new IllegalArgumentException("received up to " + received.getUpTo());
        }
        return new HandoverMessage.Received(Numbers.reading(received.getTicket()), received.getUpTo());
    }
}
