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
        return new Intent(id, writers.orZero(stamp), wanted, stopped);
    }

    // ---- intents outside a log

    static void write(Writer out, int tag, List<Intent> intents, Writers writers) {
        for (Intent intent : intents) {
            int begun = out.begin(tag);
            out.text(Fields.Intent.ID, intent.id().value());
            write(out, Fields.Intent.STATE, intent, writers);
            out.end(begun);
        }
    }

    static Intent read(Reader in, Writers.Known writers) {
        int outer = in.enter();
        String id = "";
        int state = 0;
        while (in.next()) {
            switch (in.tag()) {
                case Fields.Intent.ID -> id = in.text();
                case Fields.Intent.STATE -> state = in.once(state).later();
                default -> in.skip();
            }
        }
        ProcessId process = new ProcessId(id);
        Intent intent =
                state == 0 ? new Intent(process, writers.orZero(null), null) : read(in.back(state), process, writers);
        in.leave(outer);
        return intent;
    }
}
