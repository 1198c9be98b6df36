package io.processhub.benchmarks;

import io.processhub.message.MessageType;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/**
 * The cost of {@code MessageType.of}, compared with a codec written by hand for one message: without lengths, names and
 * support for later versions, and with numbers in their full width.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordCodecBenchmark {
    private static final MessageType<Command> RECORDS =
            MessageType.of("command", Command.class, MethodHandles.lookup());
    private static final MessageType<Order> BY_HAND =
            MessageType.of("order", Order.class, RecordCodecBenchmark::write, RecordCodecBenchmark::read);

    /** The codec under test. */
    public enum Codec {
        RECORDS(RecordCodecBenchmark.RECORDS),
        BY_HAND(RecordCodecBenchmark.BY_HAND);

        final MessageType<?> type;

        Codec(MessageType<?> type) {
            this.type = type;
        }
    }

    private sealed interface Command {}

    private record Order(String customer, Instant time, Optional<String> note, List<Line> lines) implements Command {}

    private record Cancel(String customer) implements Command {}

    private record Line(String item, int count, long cents) {}

    @Param
    Codec codec;

    @Param({"1", "20"})
    int lines;

    private Order order;
    private byte[] bytes;

    @Setup(Level.Trial)
    public void prepare() {
        var all = new ArrayList<Line>();
        for (int n = 0; n < lines; n++) {
            all.add(new Line("item-" + n, 1 + n, 1_999L * n));
        }
        order = new Order("customer-4711", Instant.ofEpochSecond(1_767_225_600, 5), Optional.of("ring twice"), all);
        bytes = codec.type.encode(order);
        System.out.println(codec + ", " + lines + " lines: " + bytes.length + " bytes");
    }

    @Benchmark
    public byte[] encode() {
        return codec.type.encode(order);
    }

    @Benchmark
    public Object decode() {
        return codec.type.decode(bytes);
    }

    private static byte[] write(Order order) {
        byte[] customer = utf8(order.customer());
        byte[] note = utf8(order.note().orElse(""));
        var items = new ArrayList<byte[]>(order.lines().size());
        int size = 2 + customer.length + 12 + 3 + note.length + 4;
        for (Line line : order.lines()) {
            byte[] item = utf8(line.item());
            items.add(item);
            size += 2 + item.length + 12;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        put(out, customer);
        out.putLong(order.time().getEpochSecond()).putInt(order.time().getNano());
        out.put((byte) (order.note().isPresent() ? 1 : 0));
        put(out, note);
        out.putInt(order.lines().size());
        for (int n = 0; n < items.size(); n++) {
            put(out, items.get(n));
            out.putInt(order.lines().get(n).count());
            out.putLong(order.lines().get(n).cents());
        }
        return out.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte[] text) {
        out.putShort((short) text.length).put(text);
    }

    private static Order read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        String customer = text(in);
        var time = Instant.ofEpochSecond(in.getLong(), in.getInt());
        boolean noted = in.get() == 1;
        String note = text(in);
        int count = in.getInt();
        var lines = new ArrayList<Line>(count);
        for (int n = 0; n < count; n++) {
            lines.add(new Line(text(in), in.getInt(), in.getLong()));
        }
        return new Order(customer, time, noted ? Optional.of(note) : Optional.empty(), lines);
    }

    private static String text(ByteBuffer in) {
        int length = in.getShort();
        var text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
