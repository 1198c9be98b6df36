package io.processhub.wire;

import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet.HandoverMessage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes and reads messages of handovers. Reading throws {@link IllegalArgumentException} for content that no correct
 * node sends.
 */
final class HandoverCodec {
    private static final byte[] NO_BYTES = {};

    private HandoverCodec() {}

    // ---- writing

    static void write(Writer out, Packet.Handover packet) {
        int begun = out.begin(Fields.Frame.HANDOVER);
        out.text(Fields.Handover.ID, packet.id().value());
        out.fixed64(Fields.Handover.ATTEMPT, packet.attempt());
        switch (packet.message()) {
            case HandoverMessage.Offer offer -> write(out, offer);
            case HandoverMessage.Conflict conflict -> write(out, conflict);
            case HandoverMessage.Part part -> write(out, part);
            case HandoverMessage.Withdraw withdraw -> out.empty(Fields.Handover.WITHDRAW);
            case HandoverMessage.Ready ready -> write(out, ready);
            case HandoverMessage.Received received -> write(out, received);
            case HandoverMessage.Arrived arrived -> out.empty(Fields.Handover.ARRIVED);
            case HandoverMessage.Settled settled -> out.empty(Fields.Handover.SETTLED);
            case HandoverMessage.Refused refused -> write(out, refused);
        }
        out.end(begun);
    }

    private static void write(Writer out, HandoverMessage.Offer offer) {
        Writers writers = Writers.of(List.of(offer.intent()));
        int begun = out.begin(Fields.Handover.OFFER);
        writers.write(out, Fields.Handover.Offer.WRITERS);
        IntentCodec.write(out, Fields.Handover.Offer.INTENT, offer.intent(), writers);
        out.fixed64(Fields.Handover.Offer.EPOCH, offer.epoch());
        out.truth(Fields.Handover.Offer.REQUIRED, offer.required());
        out.fixed64s(Fields.Handover.Offer.LINEAGE, offer.lineage());
        out.fixed64(Fields.Handover.Offer.ACTIVE_SINCE, offer.activeSince());
        out.end(begun);
    }

    private static void write(Writer out, HandoverMessage.Conflict conflict) {
        int begun = out.begin(Fields.Handover.CONFLICT);
        out.fixed64(Fields.Handover.Conflict.EPOCH, conflict.epoch());
        out.fixed64(Fields.Handover.Conflict.SURVIVOR, conflict.survivor());
        out.truth(Fields.Handover.Conflict.STATE, conflict.state());
        out.fixed64s(Fields.Handover.Conflict.LINEAGE, conflict.lineage());
        out.end(begun);
    }

    private static void write(Writer out, HandoverMessage.Part part) {
        int begun = out.begin(Fields.Handover.PART);
        out.fixed64(Fields.Handover.Part.TICKET, part.ticket());
        out.truth(Fields.Handover.Part.PRESENT, part.present());
        out.count(Fields.Handover.Part.TOTAL, part.total());
        out.count(Fields.Handover.Part.FROM, part.from());
        out.bytes(Fields.Handover.Part.BYTES, part.bytes());
        out.end(begun);
    }

    private static void write(Writer out, HandoverMessage.Ready ready) {
        int begun = out.begin(Fields.Handover.READY);
        out.fixed64(Fields.Handover.Ready.TICKET, ready.ticket());
        out.end(begun);
    }

    private static void write(Writer out, HandoverMessage.Received received) {
        int begun = out.begin(Fields.Handover.RECEIVED);
        out.fixed64(Fields.Handover.Received.TICKET, received.ticket());
        out.count(Fields.Handover.Received.UP_TO, received.upTo());
        out.end(begun);
    }

    private static void write(Writer out, HandoverMessage.Refused refused) {
        int begun = out.begin(Fields.Handover.REFUSED);
        out.text(Fields.Handover.Refused.REASON, refused.reason());
        out.end(begun);
    }

    // ---- cutting

    /** {@return the two halves of a part} */
    static List<Packet.Handover> halves(Packet.Handover packet, HandoverMessage.Part part) {
        int middle = part.bytes().length / 2;
        return List.of(piece(packet, part, 0, middle), piece(packet, part, middle, part.bytes().length));
    }

    private static Packet.Handover piece(Packet.Handover packet, HandoverMessage.Part part, int from, int to) {
        var piece = new HandoverMessage.Part(
                part.ticket(),
                part.present(),
                part.total(),
                part.from() + from,
                Arrays.copyOfRange(part.bytes(), from, to));
        return new Packet.Handover(packet.id(), packet.attempt(), piece);
    }

    // ---- reading

    static Packet.Handover read(Reader in, Nodes nodes) {
        int outer = in.enter();
        String id = "";
        long attempt = 0;
        int body = 0;
        int place = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.ID -> id = in.text();
                case Fields.Handover.ATTEMPT -> attempt = in.fixed64();
                case Fields.Handover.OFFER,
                        Fields.Handover.PART,
                        Fields.Handover.WITHDRAW,
                        Fields.Handover.READY,
                        Fields.Handover.RECEIVED,
                        Fields.Handover.ARRIVED,
                        Fields.Handover.REFUSED,
                        Fields.Handover.CONFLICT,
                        Fields.Handover.SETTLED -> {
                    place = in.once(body).later();
                    body = in.tag();
                }
                default -> in.skip();
            }
        }
        var process = new ProcessId(id);
        HandoverMessage message =
                body == Fields.Handover.OFFER ? offer(in.back(place), process, nodes) : message(in.back(place), body);
        in.leave(outer);
        return new Packet.Handover(process, Numbers.reading(attempt), message);
    }

    private static HandoverMessage message(Reader in, int body) {
        return switch (body) {
            case Fields.Handover.CONFLICT -> conflict(in);
            case Fields.Handover.PART -> part(in);
            case Fields.Handover.WITHDRAW -> in.empty(new HandoverMessage.Withdraw());
            case Fields.Handover.READY -> ready(in);
            case Fields.Handover.RECEIVED -> received(in);
            case Fields.Handover.ARRIVED -> in.empty(new HandoverMessage.Arrived());
            case Fields.Handover.SETTLED -> in.empty(new HandoverMessage.Settled());
            case Fields.Handover.REFUSED -> refused(in);
            default -> throw new IllegalArgumentException("handover without a known body");
        };
    }

    private static HandoverMessage offer(Reader in, ProcessId id, Nodes nodes) {
        int outer = in.enter();
        var writers = Writers.Known.ahead(in, Fields.Handover.Offer.WRITERS, nodes);
        Intent intent = null;
        long epoch = 0;
        boolean required = false;
        var lineage = new Longs();
        long activeSince = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.Offer.INTENT -> intent = IntentCodec.read(in.once(intent), id, writers);
                case Fields.Handover.Offer.EPOCH -> epoch = in.fixed64();
                case Fields.Handover.Offer.REQUIRED -> required = in.truth();
                case Fields.Handover.Offer.LINEAGE -> in.fixed64s(lineage);
                case Fields.Handover.Offer.LINEAGE_SINGLY -> lineage.add(in.fixed64());
                case Fields.Handover.Offer.ACTIVE_SINCE -> activeSince = in.fixed64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (intent == null || !intent.runs()) {
            throw new IllegalArgumentException("offer of a process that is to be stopped");
        }
        return new HandoverMessage.Offer(
                intent, Numbers.reading(epoch), Numbers.reading(activeSince), required, readings(lineage));
    }

    private static HandoverMessage conflict(Reader in) {
        int outer = in.enter();
        long epoch = 0;
        long survivor = 0;
        boolean state = false;
        var lineage = new Longs();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.Conflict.EPOCH -> epoch = in.fixed64();
                case Fields.Handover.Conflict.SURVIVOR -> survivor = in.fixed64();
                case Fields.Handover.Conflict.STATE -> state = in.truth();
                case Fields.Handover.Conflict.LINEAGE -> in.fixed64s(lineage);
                case Fields.Handover.Conflict.LINEAGE_SINGLY -> lineage.add(in.fixed64());
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new HandoverMessage.Conflict(
                Numbers.reading(epoch), Numbers.reading(survivor), state, readings(lineage));
    }

    private static List<Long> readings(Longs values) {
        return IntStream.range(0, values.size())
                .mapToObj(index -> Numbers.reading(values.at(index)))
                .toList();
    }

    private static HandoverMessage part(Reader in) {
        int outer = in.enter();
        long ticket = 0;
        boolean present = false;
        int total = 0;
        int from = 0;
        byte[] bytes = NO_BYTES;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.Part.TICKET -> ticket = in.fixed64();
                case Fields.Handover.Part.PRESENT -> present = in.truth();
                case Fields.Handover.Part.TOTAL -> total = in.count();
                case Fields.Handover.Part.FROM -> from = in.count();
                case Fields.Handover.Part.BYTES -> bytes = in.bytes();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (total < 0 || from < 0 || from > total - bytes.length) {
            throw new IllegalArgumentException(
                    "part of " + bytes.length + " bytes from " + from + " of a state of " + total);
        }
        return new HandoverMessage.Part(Numbers.reading(ticket), present, total, from, bytes);
    }

    private static HandoverMessage ready(Reader in) {
        int outer = in.enter();
        long ticket = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.Ready.TICKET -> ticket = in.fixed64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new HandoverMessage.Ready(Numbers.reading(ticket));
    }

    private static HandoverMessage received(Reader in) {
        int outer = in.enter();
        long ticket = 0;
        int upTo = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.Received.TICKET -> ticket = in.fixed64();
                case Fields.Handover.Received.UP_TO -> upTo = in.count();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (upTo < 0) {
            throw new IllegalArgumentException("received up to " + upTo);
        }
        return new HandoverMessage.Received(Numbers.reading(ticket), upTo);
    }

    private static HandoverMessage refused(Reader in) {
        int outer = in.enter();
        String reason = "";
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Handover.Refused.REASON -> reason = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new HandoverMessage.Refused(reason);
    }
}
