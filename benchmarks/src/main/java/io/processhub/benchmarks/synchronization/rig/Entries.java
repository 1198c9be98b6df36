package io.processhub.benchmarks.synchronization.rig;

import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.process.ProcessType;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import java.util.List;
import java.util.stream.IntStream;

/** Intents of which each takes the same number of bytes in a frame, whatever the process and the node. */
final class Entries {
    /** Counted in the middle of many, so that the frame around them is left out. */
    private static final int MANY = 100;

    private static final int FRAME_BYTES_MAX = 1 << 20;

    private final String argument;

    /** Finds the argument that makes an entry as long as it must be. */
    Entries(int bytes) {
        argument = IntStream.range(0, bytes)
                .mapToObj("x"::repeat)
                .filter(candidate -> bytes(candidate) == bytes)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry has exactly " + bytes + " bytes"));
    }

    private static int bytes(String argument) {
        return frame(argument, MANY + 1) - frame(argument, MANY);
    }

    private static int frame(String argument, int entries) {
        var writer = Member.id(0);
        List<Entry> all = IntStream.rangeClosed(1, entries)
                .<Entry>mapToObj(version ->
                        new Entry.IntentSet(version, intent(0, version, new Stamp(version, writer), argument)))
                .toList();
        var news = new SyncMessage.News(new Delta(writer, /* from= */ 0, /* to= */ entries, /* floor= */ 0, all));
        return new PacketCodec(new Nodes())
                .encode(new Packet.Synchronize(news), FRAME_BYTES_MAX)
                .getFirst()
                .length;
    }

    /** {@return an intent of a node about one of its processes} */
    Intent intent(int node, int process, Stamp stamp) {
        return intent(node, process, stamp, argument);
    }

    private static Intent intent(int node, int process, Stamp stamp, String argument) {
        var id = new ProcessId(String.format("p/%05d/%07d", node, process));
        return new Intent(
                id,
                stamp,
                new Intent.Wanted(
                        ProcessType.of("echo", Object.class).spec(id.value()).argument(argument), Metadata.NONE));
    }
}
