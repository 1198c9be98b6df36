package io.processhub.message.record;

import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Set;

/**
 * Writes and reads the values of a record, an enum, or a sealed interface of such. What their parts are is found out
 * once, when the codec is made: bytes can only choose among the types that were found then. Immutable.
 *
 * <p>Equal values are written equally, by every node. The format is told in the protocol's document.
 *
 * @param <T> the type
 */
public final class RecordCodec<T> {
    private final Class<T> type;
    private final Kind kind;

    private RecordCodec(Class<T> type, Kind kind) {
        this.type = type;
        this.kind = kind;
    }

    /**
     * Makes the codec of a type.
     *
     * @param type a record, an enum or a sealed interface
     * @param lookup must reach all records among its parts
     * @param <T> the type
     * @return its codec
     * @throws IllegalArgumentException when a part of it cannot be sent or cannot be reached; names the component and
     *     says what to do
     */
    public static <T> RecordCodec<T> of(Class<T> type, Lookup lookup) {
        if (!type.isRecord() && !type.isEnum() && !(type.isInterface() && type.isSealed())) {
            throw new IllegalArgumentException(
                    type.getName() + " is neither a record nor an enum nor a sealed interface;"
                            + " make it one, or give the message type a codec of its own");
        }
        return new RecordCodec<>(type, new Kinds(new Access(lookup)).of(type, type.getName()));
    }

    /** {@return the classes that its values have: the type itself, or all records and enums that it permits} */
    public Set<Class<?>> classes() {
        return Kinds.leaves(type);
    }

    /**
     * Writes a value.
     *
     * @param value of this type
     * @return its bytes
     * @throws IllegalArgumentException when a component is {@code null} or more than 100 records lie within one another
     */
    public byte[] encode(T value) {
        var out = new Sink();
        kind.write(out, value);
        return out.toBytes();
    }

    /**
     * Reads a value.
     *
     * @param bytes from anybody
     * @return what was written
     * @throws IllegalArgumentException when they are no value of this type; says why
     */
    public T decode(byte[] bytes) {
        try {
            var in = new Source(bytes);
            T value = type.cast(kind.read(in));
            if (!in.atEnd()) {
                throw new IOException(in.remaining() + " bytes are left over");
            }
            return value;
        } catch (IOException | RuntimeException malformed) {
            throw new IllegalArgumentException(
                    "these " + bytes.length + " bytes are no " + type.getName() + ": " + malformed.getMessage(),
                    malformed);
        }
    }
}
