package io.processhub.message.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The encoding of one type. Immutable once the codec is built, and thread-safe. */
interface Kind {

    /** Appends a value of this kind. */
    void write(Sink out, Object value);

    /** Adds the largest number of bytes that a value can take. */
    void measure(Gauge gauge, Object value);

    /** Reads a value that {@link #write} has written; any exception means that the bytes are not such a value. */
    Object read(Source in) throws IOException;

    /** The value of a component that the sender's record does not have; {@code null} when the component is required. */
    default @Nullable Object absent() {
        return null;
    }
}
