package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.message.Message;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes and reads mail. Reading throws {@link IllegalArgumentException} for content that no correct node sends. */
final class MailCodec {
    private static final byte[] NO_BYTES = {};
    private static final Packet.Body NO_BODY = new Packet.Body("", NO_BYTES, Map.of());

    /** Of a reason that a later version of the protocol adds, the handler may have run. */
    private static final Codes<Reason> REASONS = new Codes<>(
            Reason.FAILED,
            List.of(
                    /* unknown */ Reason.FAILED,
                    Reason.NOT_FOUND,
                    Reason.NOT_RUNNING,
                    Reason.MAILBOX_FULL,
                    Reason.NO_MAILBOX,
                    Reason.NOT_SERIALISABLE,
                    Reason.TOO_LARGE,
                    Reason.FAILED,
                    Reason.ENDED,
                    Reason.TIMED_OUT,
                    Reason.NODE_LOST,
                    Reason.PARKED,
                    Reason.WRONG_TYPE));

    private MailCodec() {}

    // ---- writing

    /** Writes the body of a frame. */
    static void write(Writer out, Packet.Mail mail) {
        switch (mail) {
            case Packet.Tell tell -> write(out, tell);
            case Packet.Ask ask -> write(out, ask);
            case Packet.Forwarded forwarded -> write(out, forwarded);
            case Packet.Reply reply -> write(out, reply);
            case Packet.Refusal refusal -> write(out, refusal);
        }
    }

    private static void write(Writer out, Packet.Tell tell) {
        int begun = out.begin(Fields.Frame.TELL);
        out.text(Fields.Tell.ID, tell.id().value());
        write(out, Fields.Tell.BODY, tell.body());
        out.count(Fields.Tell.HOPS, tell.hops());
        out.end(begun);
    }

    private static void write(Writer out, Packet.Ask ask) {
        int begun = out.begin(Fields.Frame.ASK);
        out.fixed64(Fields.Ask.CALL, ask.call());
        out.text(Fields.Ask.ID, ask.id().value());
        write(out, Fields.Ask.BODY, ask.body());
        out.count(Fields.Ask.HOPS, ask.hops());
        if (ask.asker() != null) {
            Writers.write(out, Fields.Ask.ASKER, ask.asker());
        }
        out.end(begun);
    }

    private static void write(Writer out, Packet.Forwarded forwarded) {
        int begun = out.begin(Fields.Frame.FORWARDED);
        out.fixed64(Fields.Forwarded.CALL, forwarded.call());
        Writers.write(out, Fields.Forwarded.TO, forwarded.to());
        out.count(Fields.Forwarded.HOPS, forwarded.hops());
        out.end(begun);
    }

    private static void write(Writer out, Packet.Reply reply) {
        int begun = out.begin(Fields.Frame.REPLY);
        out.fixed64(Fields.Reply.CALL, reply.call());
        write(out, Fields.Reply.BODY, reply.body());
        out.end(begun);
    }

    private static void write(Writer out, Packet.Refusal refusal) {
        int begun = out.begin(Fields.Frame.REFUSAL);
        out.fixed64(Fields.Refusal.CALL, refusal.call());
        out.count(Fields.Refusal.REASON, REASONS.number(refusal.reason()));
        out.text(Fields.Refusal.DETAIL, refusal.detail());
        out.end(begun);
    }

    private static void write(Writer out, int tag, Packet.Body body) {
        int begun = out.begin(tag);
        out.text(Fields.Body.TYPE, body.type());
        out.bytes(Fields.Body.BYTES, body.bytes());
        out.pairs(Fields.Body.HEADERS, body.headers());
        out.end(begun);
    }

    // ---- reading

    static Packet.Tell tell(Reader in) {
        int outer = in.enter();
        String id = "";
        Packet.Body body = null;
        int hops = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Tell.ID -> id = in.text();
                case Fields.Tell.BODY -> body = body(in.once(body));
                case Fields.Tell.HOPS -> hops = in.count();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Tell(new ProcessId(id), orNone(body), Numbers.hops(hops));
    }

    static Packet.Ask ask(Reader in) {
        int outer = in.enter();
        long call = 0;
        String id = "";
        Packet.Body body = null;
        int hops = 0;
        NodeId asker = null;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Ask.CALL -> call = in.fixed64();
                case Fields.Ask.ID -> id = in.text();
                case Fields.Ask.BODY -> body = body(in.once(body));
                case Fields.Ask.HOPS -> hops = in.count();
                case Fields.Ask.ASKER -> asker = Writers.node(in.once(asker));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Ask(call, new ProcessId(id), orNone(body), Numbers.hops(hops), asker);
    }

    static Packet.Forwarded forwarded(Reader in) {
        int outer = in.enter();
        long call = 0;
        NodeId to = null;
        int hops = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Forwarded.CALL -> call = in.fixed64();
                case Fields.Forwarded.TO -> to = Writers.node(in.once(to));
                case Fields.Forwarded.HOPS -> hops = in.count();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (to == null) {
            throw new IllegalArgumentException("a question that was forwarded to no node");
        }
        return new Packet.Forwarded(call, to, Numbers.hops(hops));
    }

    static Packet.Reply reply(Reader in) {
        int outer = in.enter();
        long call = 0;
        Packet.Body body = null;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Reply.CALL -> call = in.fixed64();
                case Fields.Reply.BODY -> body = body(in.once(body));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Reply(call, orNone(body));
    }

    static Packet.Refusal refusal(Reader in) {
        int outer = in.enter();
        long call = 0;
        int reason = 0;
        String detail = "";
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Refusal.CALL -> call = in.fixed64();
                case Fields.Refusal.REASON -> reason = in.count();
                case Fields.Refusal.DETAIL -> detail = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Refusal(call, REASONS.constant(reason), detail);
    }

    private static Packet.Body body(Reader in) {
        int outer = in.enter();
        String type = "";
        byte[] bytes = NO_BYTES;
        Map<String, String> headers = Collections.emptySortedMap();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Body.TYPE -> type = in.name();
                case Fields.Body.BYTES -> bytes = in.bytes();
                case Fields.Body.HEADERS -> headers = in.pair(headers);
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Body(type, bytes, bounded(headers));
    }

    /** No correct node sends more. */
    private static Map<String, String> bounded(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return headers;
        }
        int characters = 0;
        for (var header : headers.entrySet()) {
            characters += header.getKey().length() + header.getValue().length();
        }
        if (headers.size() > Message.HEADERS_MAX || characters > Message.HEADER_CHARACTERS_MAX) {
            throw new IllegalArgumentException(headers.size() + " headers of " + characters + " characters");
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    private static Packet.Body orNone(Packet.@Nullable Body body) {
        return body == null ? NO_BODY : body;
    }
}
