package io.processhub.wire;

import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import java.util.List;

/** Writes and reads intents. Reading throws {@link IllegalArgumentException} for content that no correct node sends. */
final class IntentCodec {
    private IntentCodec() {}

    /** Writes the state that an intent desires. */
    static void write(Writer out, int tag, Intent intent, Writers writers) {
        int begun = out.begin(tag);
        writers.write(out, Fields.DesiredState.STAMP, intent.stamp());
        if (intent.wanted() != null) {
            SpecCodec.write(out, Fields.DesiredState.SPEC, intent.wanted());
        }
        if (intent.stopped() != null) {
            writers.write(out, Fields.DesiredState.STOPPED, intent.stopped());
        }
        out.end(begun);
        writers.after(intent.stamp());
    }

    static Intent read(Reader in, ProcessId id, Writers.Known writers) {
        int outer = in.enter();
        Stamp stamp = null;
        Intent.Wanted wanted = null;
        Stamp stopped = null;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.DesiredState.STAMP -> stamp = writers.stamp(in.once(stamp));
                case Fields.DesiredState.SPEC -> wanted = SpecCodec.read(in.once(wanted), id);
                case Fields.DesiredState.STOPPED -> stopped = writers.stamp(in.once(stopped));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new Intent(id, writers.last(stamp), wanted, stopped);
    }

    // ---- intents outside a log

    static void write(Writer out, int tag, List<Intent> intents, Writers writers) {
        var ids = new Ids();
        for (Intent intent : intents) {
            int begun = out.begin(tag);
            int shared = ids.write(out, Fields.Intent.ID, intent.id());
            write(out, Fields.Intent.STATE, intent, writers);
            out.count(Fields.Intent.SHARED, shared);
            out.end(begun);
        }
    }

    static Intent read(Reader in, Ids ids, Writers.Known writers) {
        int outer = in.enter();
        int shared = 0;
        int state = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Intent.ID -> ids.rest(in);
                case Fields.Intent.SHARED -> shared = in.count();
                case Fields.Intent.STATE -> state = in.once(state).later();
                default -> in.skip();
            }
        }
        var id = new ProcessId(ids.read(shared));
        Intent intent = state == 0 ? new Intent(id, writers.last(null), null) : read(in.back(state), id, writers);
        in.leave(outer);
        return intent;
    }
}
