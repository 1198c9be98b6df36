package io.processhub.message.record;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A value without parts. */
record ScalarKind<T>(
        Class<T> type,
        BiConsumer<Sink, T> writer,
        Reader<T> reader,
        ToLongFunction<T> bytesMax,
        @Nullable Object absent)
        implements Kind {
    /** As many as the longest number takes. */
    static final int NUMBER_BYTES_MAX = 10;

    /** Reads one value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Source in) throws IOException;
    }

    /** Takes no more bytes than two numbers. */
    ScalarKind(Class<T> type, BiConsumer<Sink, T> writer, Reader<T> reader) {
        this(type, writer, reader, value -> 2 * NUMBER_BYTES_MAX);
    }

    ScalarKind(Class<T> type, BiConsumer<Sink, T> writer, Reader<T> reader, ToLongFunction<T> bytesMax) {
        this(type, writer, reader, bytesMax, null);
    }

    ScalarKind<T> orWhenAbsent(T value) {
        return new ScalarKind<>(type, writer, reader, bytesMax, value);
    }

    @Override
    public void write(Sink out, Object value) {
        writer.accept(out, type.cast(value));
    }

    @Override
    public void measure(Gauge gauge, Object value) {
        gauge.add(bytesMax.applyAsLong(type.cast(value)));
    }

    @Override
    public Object read(Source in) throws IOException {
        return reader.read(in);
    }
}
