package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads stretches of logs. Reading throws {@link IllegalArgumentException} for content that no correct node
 * sends.
 */
final class EntryCodec {
    private static final Codes<Role> ROLES = new Codes<>(Role.PASSIVE, List.of(Role.ACTIVE, Role.PASSIVE));
    private static final Codes<StartReason> REASONS = new Codes<>(
            StartReason.FRESH,
            List.of(StartReason.FRESH, StartReason.RESTARTED, StartReason.FAILED_OVER, StartReason.MIGRATED));
    private static final Codes<EndCause> CAUSES = new Codes<>(
            EndCause.STOPPED,
            List.of(
                    EndCause.STOPPED,
                    EndCause.FINISHED,
                    EndCause.CRASHED,
                    EndCause.MOVED,
                    EndCause.SUPERSEDED,
                    EndCause.NODE_LOST,
                    EndCause.QUORUM_LOST));

    private EntryCodec() {}

    // ---- writing

    /** Writes the fields of a delta. */
    static void write(Writer out, Delta delta) {
        Writers writers = writers(delta);
        out.fixed64(Fields.Delta.ORIGIN, StableHash.of(delta.origin()));
        out.number(Fields.Delta.FROM, delta.from());
        out.number(Fields.Delta.LENGTH, delta.to() - delta.from());
        out.number(Fields.Delta.FLOOR, delta.floor());
        writers.write(out, Fields.Delta.WRITERS);
        var ids = new Ids();
        long last = delta.from();
        for (Entry entry : delta.entries()) {
            int begun = out.begin(Fields.Delta.ENTRIES);
            out.number(Fields.Entry.STEP, entry.version() - last);
            int shared = ids.write(out, Fields.Entry.ID, entry.id());
            change(out, entry, writers);
            out.count(Fields.Entry.SHARED, shared);
            out.end(begun);
            last = entry.version();
        }
    }

    private static Writers writers(Delta delta) {
        var writers = Writers.after(delta.origin());
        for (Entry entry : delta.entries()) {
            switch (entry) {
                case Entry.IntentSet set -> writers.add(set.intent());
                case Entry.PresenceSet present -> {
                    Stamp stamp = stamp(present.presence());
                    if (stamp != null) {
                        writers.add(stamp);
                    }
                }
                case Entry.Started started -> writers.add(started.instance().intentStamp());
            }
        }
        return writers;
    }

    private static @Nullable Stamp stamp(Presence presence) {
        return switch (presence) {
            case Presence.Running running -> running.instance().intentStamp();
            case Presence.Parked parked -> parked.intentStamp();
            case Presence.Ended ended -> null;
        };
    }

    private static void change(Writer out, Entry entry, Writers writers) {
        switch (entry) {
            case Entry.IntentSet set -> IntentCodec.write(out, Fields.Entry.INTENT, set.intent(), writers);
            case Entry.PresenceSet present -> {
                switch (present.presence()) {
                    case Presence.Running running -> write(out, running.instance(), false, writers);
                    case Presence.Parked parked -> write(out, parked, writers);
                    case Presence.Ended ended -> write(out, ended);
                }
            }
            case Entry.Started started -> write(out, started.instance(), true, writers);
        }
    }

    private static void write(Writer out, Instance instance, boolean carries, Writers writers) {
        int begun = out.begin(Fields.Entry.RUNNING);
        out.count(Fields.Running.ROLE, ROLES.number(instance.role()));
        out.count(Fields.Running.REASON, REASONS.number(instance.reason()));
        writers.write(out, Fields.Running.INTENT, instance.intentStamp());
        out.fixed64(Fields.Running.PREDECESSOR, instance.predecessor());
        out.fixed64(Fields.Running.TERM_STEP, instance.term() - instance.epoch());
        out.truth(Fields.Running.CARRIES, carries);
        out.signed(
                Fields.Running.EPOCH_STEP,
                instance.epoch() - instance.intentStamp().clock());
        out.end(begun);
        writers.after(instance.intentStamp());
    }

    private static void write(Writer out, Presence.Parked parked, Writers writers) {
        Instant until = parked.until();
        int begun = out.begin(Fields.Entry.PARKED);
        out.text(Fields.Parked.ERROR, parked.error());
        writers.write(out, Fields.Parked.INTENT, parked.intentStamp());
        out.number(Fields.Parked.UNTIL, until == null ? 0 : until.toEpochMilli());
        out.fixed64(Fields.Parked.TERM, parked.term());
        out.end(begun);
        writers.after(parked.intentStamp());
    }

    private static void write(Writer out, Presence.Ended ended) {
        int begun = out.begin(Fields.Entry.ENDED);
        out.count(Fields.Ended.CAUSE, CAUSES.number(ended.cause()));
        out.fixed64(Fields.Ended.TERM, ended.term());
        out.end(begun);
    }

    // ---- reading

    /** Reads the fields of a delta: first what its entries refer to, then the entries. */
    static Delta read(Reader in, Nodes nodes) {
        int begin = in.place();
        Writers.Known writers = Writers.Known.ahead(in, Fields.Delta.WRITERS, nodes);
        long origin = 0;
        long from = 0;
        long length = 0;
        long floor = 0;
        int count = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Delta.ORIGIN -> origin = in.fixed64();
                case Fields.Delta.FROM -> from = in.number();
                case Fields.Delta.LENGTH -> length = in.number();
                case Fields.Delta.FLOOR -> floor = in.number();
                default -> {
                    count += in.tag() == Fields.Delta.ENTRIES ? 1 : 0;
                    in.skip();
                }
            }
        }
        Numbers.version(from);
        Numbers.version(floor);
        long to = Numbers.version(from + Numbers.version(length));
        NodeId node = origin(origin, nodes);
        List<Entry> entries = entries(in.back(begin), from, writers.after(node), count);
        return new Delta(node, /* from= */ from, /* to= */ to, /* floor= */ floor, entries);
    }

    static NodeId origin(long hash, Nodes nodes) {
        NodeId origin = nodes.find(hash);
        if (origin == null) {
            throw new IllegalArgumentException("a node that is not reachable, with hash " + hash);
        }
        return origin;
    }

    private static List<Entry> entries(Reader in, long from, Writers.Known writers, int count) {
        List<Entry> entries = new ArrayList<>(count);
        var ids = new Ids();
        long version = from;
        while (in.next()) {
            if (in.tag() == Fields.Delta.ENTRIES) {
                version = entry(in, version, ids, writers, entries);
            } else {
                in.skip();
            }
        }
        return entries;
    }

    /**
     * Reads an entry and returns its version. One without a known change is of a later protocol and is left out; what
     * is known of the change is read last, because it needs the id.
     */
    private static long entry(Reader in, long last, Ids ids, Writers.Known writers, List<Entry> entries) {
        int outer = in.enter();
        long step = 0;
        int shared = 0;
        int change = 0;
        int place = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Entry.STEP -> step = in.number();
                case Fields.Entry.ID -> ids.rest(in);
                case Fields.Entry.SHARED -> shared = in.count();
                case Fields.Entry.INTENT, Fields.Entry.RUNNING, Fields.Entry.PARKED, Fields.Entry.ENDED -> {
                    place = in.once(change).later();
                    change = in.tag();
                }
                default -> in.skip();
            }
        }
        long version = Numbers.version(last + Numbers.version(step));
        String id = ids.read(shared);
        if (change != 0) {
            entries.add(entry(in.back(place), change, version, new ProcessId(id), writers));
        }
        in.leave(outer);
        return version;
    }

    private static Entry entry(Reader in, int change, long version, ProcessId id, Writers.Known writers) {
        return switch (change) {
            case Fields.Entry.INTENT -> new Entry.IntentSet(version, IntentCodec.read(in, id, writers));
            case Fields.Entry.RUNNING -> running(in, version, id, writers);
            case Fields.Entry.PARKED -> new Entry.PresenceSet(version, id, parked(in, writers));
            default -> new Entry.PresenceSet(version, id, ended(in));
        };
    }

    private static Entry running(Reader in, long version, ProcessId id, Writers.Known writers) {
        int outer = in.enter();
        int role = 0;
        int reason = 0;
        Stamp intent = null;
        long predecessor = 0;
        long termStep = 0;
        boolean carries = false;
        long epochStep = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Running.ROLE -> role = in.count();
                case Fields.Running.REASON -> reason = in.count();
                case Fields.Running.INTENT -> intent = writers.stamp(in.once(intent));
                case Fields.Running.PREDECESSOR -> predecessor = in.fixed64();
                case Fields.Running.TERM_STEP -> termStep = in.fixed64();
                case Fields.Running.CARRIES -> carries = in.truth();
                case Fields.Running.EPOCH_STEP -> epochStep = in.signed();
                default -> in.skip();
            }
        }
        in.leave(outer);
        Stamp stamp = writers.last(intent);
        long epoch = Numbers.reading(stamp.clock() + epochStep);
        var atStart = new Instance(
                epoch, ROLES.constant(role), REASONS.constant(reason), stamp, Numbers.reading(predecessor));
        Instance instance = atStart.in(atStart.role(), Numbers.reading(epoch + termStep));
        return carries
                ? new Entry.Started(version, id, instance)
                : new Entry.PresenceSet(version, id, new Presence.Running(instance));
    }

    private static Presence parked(Reader in, Writers.Known writers) {
        int outer = in.enter();
        String error = "";
        Stamp intent = null;
        long until = 0;
        long term = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Parked.ERROR -> error = in.text();
                case Fields.Parked.INTENT -> intent = writers.stamp(in.once(intent));
                case Fields.Parked.UNTIL -> until = in.number();
                case Fields.Parked.TERM -> term = in.fixed64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        Instant end = Numbers.millis(until) == 0 ? null : Instant.ofEpochMilli(until);
        return new Presence.Parked(error, writers.last(intent), end, Numbers.reading(term));
    }

    private static Presence ended(Reader in) {
        int outer = in.enter();
        int cause = 0;
        long term = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Ended.CAUSE -> cause = in.count();
                case Fields.Ended.TERM -> term = in.fixed64();
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Presence.Ended(CAUSES.constant(cause), Numbers.reading(term));
    }
}
