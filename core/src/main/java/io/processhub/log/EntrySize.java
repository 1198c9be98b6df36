package io.processhub.log;

import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Constraints;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import java.util.Map;

/** Upper bounds of the encoded size of entries, calculated without encoding them. */
final class EntrySize {
    /** Bytes of an encoded writer of a stamp without the characters of its name; several entries may share a writer. */
    private static final int WRITER_BYTES_MAX = 32;

    /** All numeric fields of an entry, with their tags. */
    private static final int NUMBERS_BYTES_MAX = 128;

    /** The tags and lengths of a label. */
    private static final int LABEL_BYTES_MAX = 16;

    private EntrySize() {}

    static int bytesMax(Entry entry) {
        int room = NUMBERS_BYTES_MAX + bytes(entry.id().value());
        return switch (entry) {
            case Entry.IntentSet(long version, Intent intent) -> room + bytesMax(intent);
            case Entry.PresenceSet(long version, var id, Presence presence) -> room + bytesMax(presence);
            case Entry.Started(long version, var id, Instance instance) -> room + writer(instance.intentStamp());
        };
    }

    private static int bytesMax(Intent intent) {
        Intent.Wanted wanted = intent.wanted();
        Intent.Stamp stopped = intent.stopped();
        return writer(intent.stamp())
                + (stopped == null ? 0 : writer(stopped))
                + (wanted == null ? 0 : bytesMax(wanted));
    }

    private static int bytesMax(Intent.Wanted wanted) {
        int room = bytesMax(wanted.spec()) + bytesMax(wanted.metadata());
        for (String node : wanted.assignment().nodes()) {
            room += LABEL_BYTES_MAX + bytes(node);
        }
        return room;
    }

    private static int bytesMax(ProcessSpec<?> spec) {
        return bytes(spec.type())
                + bytes(spec.argument().type())
                + spec.argument().size()
                + (spec.constraints().equals(Constraints.NONE) ? 0 : bytesMax(spec.constraints()));
    }

    private static int bytesMax(Constraints constraints) {
        int room = bytesMax(constraints.required()) + bytesMax(constraints.preferred());
        for (Constraints.Affinity affinity : constraints.affinities()) {
            room += LABEL_BYTES_MAX + bytes(affinity.target());
        }
        return room;
    }

    private static int bytesMax(Metadata metadata) {
        return bytes(metadata.tag()) + bytesMax(metadata.labels());
    }

    private static int bytesMax(Map<String, String> labels) {
        int room = 0;
        for (var label : labels.entrySet()) {
            room += LABEL_BYTES_MAX + bytes(label.getKey()) + bytes(label.getValue());
        }
        return room;
    }

    private static int bytesMax(Presence presence) {
        return switch (presence) {
            case Presence.Running(Instance instance) -> writer(instance.intentStamp());
            case Presence.Parked parked -> bytes(parked.error()) + writer(parked.intentStamp());
            case Presence.Ended ended -> 0;
        };
    }

    private static int writer(Stamp stamp) {
        return WRITER_BYTES_MAX + stamp.writer().name().length();
    }

    /** The size of a text in UTF-8; half of a surrogate pair counts three bytes. */
    private static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            bytes += character < 0x80 ? 0 : character < 0x800 ? 1 : 2;
        }
        return bytes;
    }
}
