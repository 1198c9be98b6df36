package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.synchronization.SyncMessage;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What entries and mail cost: bytes on the wire exactly, and garbage within limits that leave no room for an object
 * more. A compiler may do away with objects, so garbage has no lower limit.
 */
final class CodecCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final PacketCodec CODEC = Packets.codec();
    private static final NodeId ORIGIN = Packets.REACHABLE.getFirst();
    private static final NodeId OTHER = Packets.REACHABLE.getLast();
    private static final long CLOCK = 1_767_225_600_000L << 16;
    private static final int ITEMS = 500;
    private static final int RUNS = 20;

    /**
     * What is sent, with the cost of one of many.
     *
     * <p>Reading makes what is kept: for each entry the entry, what it says, a stamp, the id, its string and that
     * string's bytes. Writing makes the array of the frame, and the lengths of the messages in it.
     *
     * @param name of the entry
     * @param entry makes one with a version
     * @param bytes that it takes in a frame
     * @param written garbage of writing it, the bytes included
     * @param read what reading it makes
     */
    record Cost(String name, IntFunction<Entry> entry, int bytes, int written, int read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Cost> costs() {
        return List.of(
                new Cost("running", number -> present(number, running(number)), 20, 56, 205),
                new Cost("started", number -> new Entry.Started(number, id(number), instance(number)), 22, 58, 205),
                new Cost("ended", number -> present(number, ended()), 13, 33, 141),
                new Cost("intent", number -> new Entry.IntentSet(number, intent(number)), 25, 61, 277),
                new Cost("stop", number -> new Entry.IntentSet(number, stop(number)), 17, 53, 165));
    }

    private static ProcessId id(int number) {
        return new ProcessId("process-" + (100_000 + number));
    }

    private static Stamp stamp(int number) {
        return new Stamp(CLOCK + number, OTHER);
    }

    private static Entry present(int number, Presence presence) {
        return new Entry.PresenceSet(number, id(number), presence);
    }

    private static Presence running(int number) {
        return new Presence.Running(instance(number));
    }

    private static Instance instance(int number) {
        return new Instance(CLOCK + ITEMS + number, Role.ACTIVE, StartReason.FRESH, stamp(number));
    }

    private static Presence ended() {
        return new Presence.Ended(EndCause.FINISHED);
    }

    private static Intent stop(int number) {
        return new Intent(id(number), stamp(number), null);
    }

    private static Intent intent(int number) {
        var spec = ProcessSpec.untyped(id(number), "echo");
        return new Intent(id(number), stamp(number), new Intent.Wanted(spec, Metadata.NONE));
    }

    private static Packet news(Cost cost, int count) {
        List<Entry> entries =
                IntStream.rangeClosed(1, count).mapToObj(cost.entry).toList();
        return new Packet.Synchronize(new SyncMessage.News(new Delta(ORIGIN, 0, ITEMS, 0, entries)));
    }

    private static byte[] encoded(Packet packet) {
        return CODEC.encode(packet, Integer.MAX_VALUE).getFirst();
    }

    @ParameterizedTest
    @MethodSource("costs")
    void anEntryHasItsBytes(Cost cost) {
        int bytes = encoded(news(cost, 11)).length - encoded(news(cost, 10)).length;

        assertThat(bytes).isEqualTo(cost.bytes);
    }

    @ParameterizedTest
    @MethodSource("costs")
    void writingAnEntryMakesNoObject(Cost cost) {
        Packet packet = news(cost, ITEMS);

        assertThat(allocated(() -> encoded(packet)) / ITEMS).isLessThanOrEqualTo(cost.written);
    }

    @ParameterizedTest
    @MethodSource("costs")
    void readingAnEntryMakesWhatIsKept(Cost cost) {
        byte[] frame = encoded(news(cost, ITEMS));

        assertThat(allocated(() -> CODEC.decode(frame)) / ITEMS).isLessThanOrEqualTo(cost.read);
    }

    /** The least of some runs: the first ones load classes. */
    private static long allocated(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
