package io.processhub.message.record;

import java.io.IOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.ParameterizedType;
import java.util.Set;

/**
 * Encodes and decodes the values of a record, an enum, or a sealed interface of such types. The types of all parts are
 * determined once, when the codec is built: decoding can only create values of those types. Immutable and thread-safe.
 *
 * <p>Equal values have equal encodings, on every node. The format is defined in docs/PROTOCOL.md.
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
     * Builds the codec of a type.
     *
     * @param type a record, an enum or a sealed interface
     * @param lookup must have access to all records among its parts
     * @param <T> the type
     * @return its codec
     * @throws IllegalArgumentException when a part of it cannot be sent or is not accessible; the message names the
     *     component and the remedy
     */
    public static <T> RecordCodec<T> of(Class<T> type, Lookup lookup) {
        boolean scalar = Scalars.ALL.containsKey(type) && !type.isPrimitive();
        if (!scalar && !type.isRecord() && !type.isEnum() && !(type.isInterface() && type.isSealed())) {
            throw new IllegalArgumentException(
                    type.getName() + " is neither a record nor an enum nor a sealed interface;"
                            + " make it one, or give the message type a codec of its own");
        }
        return new RecordCodec<>(type, new Kinds(new Access(lookup)).of(type, type.getName()));
    }

    /**
     * Builds the codec of an {@code Optional}, list, set or map.
     *
     * @param type its elements are records, enums, sealed interfaces, scalars, or such containers
     * @param lookup must have access to all records among its parts
     * @return its codec
     * @throws IllegalArgumentException when a part of it cannot be sent or cannot be reached; names the component and
     *     says what to do
     */
    public static RecordCodec<?> of(ParameterizedType type, Lookup lookup) {
        Kind kind = new Kinds(new Access(lookup)).of(type, type.getTypeName());
        return new RecordCodec<>((Class<?>) type.getRawType(), kind);
    }

    /** {@return the type; of a container, without what it holds} */
    public Class<T> type() {
        return type;
    }

    /**
     * {@return the classes of its values: the type itself, or all records and enums that a sealed interface permits}
     */
    public Set<Class<?>> classes() {
        return Kinds.leaves(type);
    }

    /**
     * Encodes a value.
     *
     * @param value a value of this type, not {@code null}
     * @return its encoding
     * @throws IllegalArgumentException when a component is {@code null}, a text is not valid Unicode, or records are
     *     nested more than 100 deep
     */
    public byte[] encode(T value) {
        var out = new Sink();
        kind.write(out, value);
        return out.toBytes();
    }

    /**
     * Returns whether a value certainly fits, without encoding it. The answer is conservative: a value that is close to
     * the limit, or that cannot be encoded, does not certainly fit.
     *
     * @param value of this type
     * @param bytesMax the limit, in bytes
     * @return true only when the encoded value is not longer than the limit
     */
    public boolean fits(T value, int bytesMax) {
        var gauge = new Gauge(bytesMax);
        try {
            kind.measure(gauge, value);
        } catch (RuntimeException unfit) {
            return false; // encoding it reports the reason
        }
        return gauge.fits();
    }

    /**
     * Decodes a value.
     *
     * @param bytes untrusted
     * @return the decoded value
     * @throws IllegalArgumentException when the bytes are not an encoded value of this type; the message says why
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
                    bytes.length + " bytes are not a valid " + type.getName() + ": " + malformed.getMessage(),
                    malformed);
        }
    }
}
