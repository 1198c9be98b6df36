package io.processhub.wire;

import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads what coordinators ask of each other outside their logs. Reading throws
 * {@link IllegalArgumentException} for content that no correct node sends.
 */
final class ControlCodec {
    private ControlCodec() {}

    // ---- writing

    static void write(Writer out, Packet.Start start) {
        Writers writers = Writers.of(start.intents());
        int begun = out.begin(Fields.Frame.START);
        writers.write(out, Fields.Start.WRITERS);
        IntentCodec.write(out, Fields.Start.INTENTS, start.intents(), writers);
        out.truth(Fields.Start.MOVING, start.moving());
        out.end(begun);
    }

    static void write(Writer out, Packet.Stop stop) {
        Writers writers = Writers.of(stop.intents());
        int begun = out.begin(Fields.Frame.STOP);
        writers.write(out, Fields.Stop.WRITERS);
        IntentCodec.write(out, Fields.Stop.INTENTS, stop.intents(), writers);
        out.end(begun);
    }

    static void write(Writer out, Packet.StartFailed failed) {
        Writers writers = Writers.of(List.of());
        failed.failures().forEach(failure -> writers.add(failure.intentStamp()));
        int begun = out.begin(Fields.Frame.START_FAILED);
        writers.write(out, Fields.StartFailed.WRITERS);
        for (Packet.Failure failure : failed.failures()) {
            int each = out.begin(Fields.StartFailed.FAILURES);
            out.text(Fields.StartFailed.Failure.ID, failure.id().value());
            writers.write(out, Fields.StartFailed.Failure.INTENT, failure.intentStamp());
            out.text(Fields.StartFailed.Failure.REASON, failure.reason());
            out.end(each);
            writers.after(failure.intentStamp());
        }
        out.end(begun);
    }

    static void write(Writer out, Packet.Leave leave) {
        int begun = out.begin(Fields.Frame.LEAVE);
        out.number(Fields.Leave.GRACE, leave.grace().toNanos());
        out.number(Fields.Leave.GENERATION, leave.generation());
        out.end(begun);
    }

    static void write(Writer out, Packet.AskHead asked) {
        int begun = out.begin(Fields.Frame.ASK_HEAD);
        out.number(Fields.AskHead.QUESTION, asked.question());
        out.end(begun);
    }

    static void write(Writer out, Packet.TellHead told) {
        int begun = out.begin(Fields.Frame.TELL_HEAD);
        out.number(Fields.TellHead.QUESTION, told.question());
        out.number(Fields.TellHead.HEAD, told.head());
        out.end(begun);
    }

    // ---- reading

    static Packet start(Reader in, Nodes nodes) {
        int outer = in.enter();
        var writers = Writers.Known.ahead(in, Fields.Start.WRITERS, nodes);
        var ids = new Ids();
        List<Intent> intents = new ArrayList<>();
        boolean moving = false;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Start.INTENTS -> intents.add(IntentCodec.read(in, ids, writers));
                case Fields.Start.MOVING -> moving = in.truth();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Start(List.copyOf(intents), moving);
    }

    static Packet stop(Reader in, Nodes nodes) {
        int outer = in.enter();
        var writers = Writers.Known.ahead(in, Fields.Stop.WRITERS, nodes);
        var ids = new Ids();
        List<Intent> intents = new ArrayList<>();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Stop.INTENTS -> intents.add(IntentCodec.read(in, ids, writers));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Stop(List.copyOf(intents));
    }

    static Packet startFailed(Reader in, Nodes nodes) {
        int outer = in.enter();
        var writers = Writers.Known.ahead(in, Fields.StartFailed.WRITERS, nodes);
        List<Packet.Failure> failures = new ArrayList<>();
        while (in.next()) {
            switch (in.tag()) {
                case Fields.StartFailed.FAILURES -> failures.add(failure(in, writers));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.StartFailed(List.copyOf(failures));
    }

    private static Packet.Failure failure(Reader in, Writers.Known writers) {
        int outer = in.enter();
        String id = "";
        Stamp intent = null;
        String reason = "";
        while (in.next()) {
            switch (in.tag()) {
                case Fields.StartFailed.Failure.ID -> id = in.text();
                case Fields.StartFailed.Failure.INTENT -> intent = writers.stamp(in.once(intent));
                case Fields.StartFailed.Failure.REASON -> reason = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.Failure(new ProcessId(id), writers.last(intent), reason);
    }

    static Packet leave(Reader in) {
        int outer = in.enter();
        long grace = 0;
        long generation = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Leave.GRACE -> grace = in.number();
                case Fields.Leave.GENERATION -> generation = in.number();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (grace < 0) {
            throw new IllegalArgumentException("leave within " + grace + " ns");
        }
        return new Packet.Leave(Duration.ofNanos(grace), generation);
    }

    static Packet askHead(Reader in) {
        int outer = in.enter();
        long question = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.AskHead.QUESTION -> question = in.number();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.AskHead(Numbers.question(question));
    }

    static Packet tellHead(Reader in) {
        int outer = in.enter();
        long question = 0;
        long head = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.TellHead.QUESTION -> question = in.number();
                case Fields.TellHead.HEAD -> head = in.number();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Packet.TellHead(Numbers.question(question), Numbers.version(head));
    }
}
