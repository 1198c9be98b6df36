package io.processhub.message.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the values of one type are written and read. Immutable once the codec is made; any thread. */
interface Kind {

    /** Appends a value of this kind. */
    void write(Sink out, Object value);

    /** Reads what {@link #write} has written; whatever it throws says that the bytes are something else. */
    Object read(Source in) throws IOException;

    /** What a component is that the sender's record did not have yet; {@code null} when it cannot do without. */
    default @Nullable Object absent() {
        return null;
    }
}
