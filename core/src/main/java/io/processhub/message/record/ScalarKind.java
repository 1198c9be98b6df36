package io.processhub.message.record;

import java.io.IOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A value without parts. */
record ScalarKind<T>(
        Class<T> type,
        BiConsumer<Sink, T> writer,
        Reader<T> reader,
        @Nullable Object absent) implements Kind {

    /** Reads one value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Source in) throws IOException;
    }

    ScalarKind(Class<T> type, BiConsumer<Sink, T> writer, Reader<T> reader) {
        this(type, writer, reader, null);
    }

    ScalarKind<T> orWhenAbsent(T value) {
        return new ScalarKind<>(type, writer, reader, value);
    }

    @Override
    public void write(Sink out, Object value) {
        writer.accept(out, type.cast(value));
    }

    @Override
    public Object read(Source in) throws IOException {
        return reader.read(in);
    }
}
