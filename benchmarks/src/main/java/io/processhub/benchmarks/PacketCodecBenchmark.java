package io.processhub.benchmarks;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of packets on the wire: of one frame with 500 entries or intents, and of one frame of mail. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketCodecBenchmark {
    private static final int FRAME_BYTES_MAX = 1 << 20;
    private static final int ENTRIES = 500;
    private static final NodeId ORIGIN = new NodeId("node-1", 1_767_225_600_001L);
    private static final NodeId OTHER = new NodeId("node-2", 1_767_225_600_002L);
    private static final long CLOCK = 1_767_225_600_000L << 16;
    private static final Packet.Body BODY = new Packet.Body("command", new byte[100], Map.of());

    /** The packet under test. */
    public enum Kind {
        INTENTS,
        RUNNING,
        START,
        TELL,
        ASK
    }

    @Param
    Kind kind;

    private PacketCodec codec;
    private Packet packet;
    private byte[] frame;

    @Setup(Level.Trial)
    public void prepare() {
        var nodes = new Nodes();
        nodes.reachable(List.of(ORIGIN, OTHER));
        codec = new PacketCodec(nodes);
        packet = switch (kind) {
            case INTENTS -> news(number -> new Entry.IntentSet(number, intent(number)));
            case RUNNING -> news(number -> new Entry.PresenceSet(number, id(number), running(number)));
            case START ->
                new Packet.Start(
                        numbers().mapToObj(PacketCodecBenchmark::intent).toList(), false);
            case TELL -> new Packet.Numbered(7, new Packet.Tell(id(1), BODY));
            case ASK -> new Packet.Numbered(7, new Packet.Ask(7, id(1), BODY));
        };
        frame = codec.encode(packet, FRAME_BYTES_MAX).getFirst();
        System.out.println(kind + ": " + frame.length + " bytes");
    }

    private static IntStream numbers() {
        return IntStream.rangeClosed(1, ENTRIES);
    }

    private static Packet news(IntFunction<Entry> entry) {
        var delta = new Delta(
                ORIGIN,
                /* from= */ 0,
                /* to= */ ENTRIES,
                /* floor= */ 0,
                numbers().mapToObj(entry).toList());
        return new Packet.Synchronize(new SyncMessage.News(delta));
    }

    private static ProcessId id(int number) {
        return new ProcessId("process-" + (100_000 + number));
    }

    private static Intent intent(int number) {
        var spec = ProcessSpec.untyped(id(number), "benchmark.echo").argument("argument");
        return new Intent(id(number), new Stamp(CLOCK + number, OTHER), new Intent.Wanted(spec, Metadata.tag("some")));
    }

    private static Presence running(int number) {
        var intent = new Stamp(CLOCK + number, OTHER);
        return new Presence.Running(new Instance(CLOCK + ENTRIES + number, Role.ACTIVE, StartReason.FRESH, intent));
    }

    @Benchmark
    public Object encode() {
        return codec.encode(packet, FRAME_BYTES_MAX);
    }

    @Benchmark
    public Object decode() {
        return codec.decode(frame);
    }
}
