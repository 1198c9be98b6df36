package io.processhub.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.spec.ProcessId;
import io.processhub.wire.proto.Ask;
import io.processhub.wire.proto.Body;
import io.processhub.wire.proto.Forwarded;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Reason;
import io.processhub.wire.proto.Refusal;
import io.processhub.wire.proto.Reply;
import io.processhub.wire.proto.Tell;
import java.util.TreeMap;

/**
 * Encodes and decodes mail. Decoding throws {@link IllegalArgumentException} for content that no correct node sends.
 */
final class GeneratedMailCodec {
    private GeneratedMailCodec() {}

    static Frame encode(Packet.Mail mail, Frame.Builder frame) {
        return switch (mail) {
            case Packet.Tell(ProcessId id, Packet.Body body, int hops) ->
                frame.setTell(Tell.newBuilder()
                                .setId(id.value())
                                .setBody(body(body))
                                .setHops(hops))
                        .build();
            case Packet.Ask ask -> frame.setAsk(ask(ask)).build();
            case Packet.Forwarded(long call, NodeId to, int hops) ->
                frame.setForwarded(Forwarded.newBuilder()
                                .setCall(call)
                                .setTo(GeneratedWriters.node(to))
                                .setHops(hops))
                        .build();
            case Packet.Reply(long call, Packet.Body body) ->
                frame.setReply(Reply.newBuilder().setCall(call).setBody(body(body)))
                        .build();
            case Packet.Refusal(long call, ProcessException.Reason reason, String detail) ->
                frame.setRefusal(Refusal.newBuilder()
                                .setCall(call)
                                .setReason(reason(reason))
                                .setDetail(detail))
                        .build();
        };
    }

    private static Ask ask(Packet.Ask ask) {
        var encoded = Ask.newBuilder()
                .setCall(ask.call())
                .setId(ask.id().value())
                .setBody(body(ask.body()))
                .setHops(ask.hops());
        if (ask.asker() != null) {
            encoded.setAsker(GeneratedWriters.node(ask.asker()));
        }
        return encoded.build();
    }

    private static Body body(Packet.Body body) {
        return Body.newBuilder()
                .setType(body.type())
                .setBytes(UnsafeByteOperations.unsafeWrap(body.bytes()))
                .putAllHeaders(body.headers())
                .build();
    }

    static Packet.Mail decode(Frame frame) {
        return switch (frame.getBodyCase()) {
            case TELL ->
                new Packet.Tell(
                        new ProcessId(frame.getTell().getId()),
                        body(frame.getTell().getBody()),
                        Numbers.hops(frame.getTell().getHops()));
            case ASK -> ask(frame.getAsk());
            case REPLY ->
                new Packet.Reply(
                        frame.getReply().getCall(), body(frame.getReply().getBody()));
            case FORWARDED -> forwarded(frame.getForwarded());
            case REFUSAL -> refusal(frame.getRefusal());
            default -> throw new IllegalArgumentException("no mail: " + frame.getBodyCase());
        };
    }

    private static Packet.Mail ask(Ask ask) {
        return new Packet.Ask(
                ask.getCall(),
                new ProcessId(ask.getId()),
                body(ask.getBody()),
                Numbers.hops(ask.getHops()),
                ask.hasAsker() ? GeneratedWriters.node(ask.getAsker()) : null);
    }

    private static Packet.Mail forwarded(Forwarded forwarded) {
        return new Packet.Forwarded(
                forwarded.getCall(), GeneratedWriters.node(forwarded.getTo()), Numbers.hops(forwarded.getHops()));
    }

    private static Packet.Mail refusal(Refusal refusal) {
        return new Packet.Refusal(refusal.getCall(), reason(refusal.getReason()), refusal.getDetail());
    }

    private static Packet.Body body(Body body) {
        return new Packet.Body(body.getType(), body.getBytes().toByteArray(), new TreeMap<>(body.getHeadersMap()));
    }

    private static Reason reason(ProcessException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> Reason.NOT_FOUND;
            case NOT_RUNNING -> Reason.NOT_RUNNING;
            case PARKED -> Reason.PARKED_EVERYWHERE;
            case MAILBOX_FULL -> Reason.MAILBOX_FULL;
            case NO_MAILBOX -> Reason.NO_MAILBOX;
            case WRONG_TYPE -> Reason.WRONG_TYPE;
            case NOT_SERIALISABLE -> Reason.NOT_SERIALISABLE;
            case TOO_LARGE -> Reason.TOO_LARGE;
            case FAILED -> Reason.FAILED;
            case ENDED -> Reason.ENDED;
            case TIMED_OUT -> Reason.TIMED_OUT;
            case NODE_LOST -> Reason.NODE_UNREACHABLE;
        };
    }

    /**
     * Decodes a reason; one that a later version of the protocol added becomes a reason under which the handler may
     * have run.
     */
    private static ProcessException.Reason reason(Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> ProcessException.Reason.NOT_FOUND;
            case NOT_RUNNING -> ProcessException.Reason.NOT_RUNNING;
            case PARKED_EVERYWHERE -> ProcessException.Reason.PARKED;
            case MAILBOX_FULL -> ProcessException.Reason.MAILBOX_FULL;
            case NO_MAILBOX -> ProcessException.Reason.NO_MAILBOX;
            case WRONG_TYPE -> ProcessException.Reason.WRONG_TYPE;
            case NOT_SERIALISABLE -> ProcessException.Reason.NOT_SERIALISABLE;
            case TOO_LARGE -> ProcessException.Reason.TOO_LARGE;
            case ENDED -> ProcessException.Reason.ENDED;
            case TIMED_OUT -> ProcessException.Reason.TIMED_OUT;
            case NODE_UNREACHABLE -> ProcessException.Reason.NODE_LOST;
            case FAILED, UNKNOWN, UNRECOGNIZED -> ProcessException.Reason.FAILED;
        };
    }
}
