package io.processhub.message;

import io.processhub.message.record.RecordCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * How messages of one type cross between nodes. For records, enums and sealed interfaces of such {@link #of(String,
 * Class)} is enough; anything else needs two functions.
 *
 * @param name registered on every node under the same name; 1 to 255 characters
 * @param type of the messages
 * @param classes which messages are sent by this name: those of exactly these classes, not of their subclasses
 * @param encode to bytes; called by the sender's thread
 * @param decode from bytes; may throw on bytes that it does not understand
 * @param <T> the type
 */
public record MessageType<T>(
        String name, Class<T> type, Set<Class<?>> classes, Function<T, byte[]> encode, Function<byte[], T> decode) {
    private static final int NAME_CHARACTERS_MAX = 255;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is empty or too long
     */
    public MessageType {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("message type name '" + name + "' has " + name.length()
                    + " characters; allowed are 1 to " + NAME_CHARACTERS_MAX);
        }
        classes = Collections.unmodifiableSet(new LinkedHashSet<>(classes));
    }

    /**
     * For messages of exactly one class, by two functions.
     *
     * @param name registered on every node under the same name; 1 to 255 characters
     * @param type exactly this class, not its subclasses
     * @param encode to bytes; called by the sender's thread
     * @param decode from bytes; may throw on bytes that it does not understand
     * @throws IllegalArgumentException when the name is empty or too long
     */
    public MessageType(String name, Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode) {
        this(name, type, Set.of(type), encode, decode);
    }

    /**
     * For a record, an enum, or a sealed interface with all records and enums that it permits, however deep. All its
     * records must be public, in packages that their modules export; for others pass a lookup.
     *
     * <p>Components may be primitives and their boxes, {@link String}, {@code byte[]}, {@link java.util.UUID},
     * {@link java.time.Instant}, {@link java.time.Duration}, {@link java.math.BigInteger},
     * {@link java.math.BigDecimal}, enums, records, sealed interfaces, and {@link java.util.Optional},
     * {@link java.util.List}, {@link java.util.Set} and {@link java.util.Map} of such. None may be {@code null}. A type
     * may contain itself, up to 100 records deep.
     *
     * <p>In a rolling upgrade a record may get further components at its end: older nodes pass over them, and what an
     * older node did not send is empty (an Optional, list, set, map) or zero (a primitive). A sealed interface may get
     * further cases, and an enum further constants; older nodes refuse messages with them.
     *
     * @param name registered on every node under the same name; 1 to 255 characters
     * @param type a record, an enum or a sealed interface
     * @param <T> the type
     * @return the message type
     * @throws IllegalArgumentException when the name is empty or too long, or a component cannot be sent or reached
     */
    public static <T> MessageType<T> of(String name, Class<T> type) {
        return of(name, type, MethodHandles.publicLookup());
    }

    /**
     * Like {@link #of(String, Class)}, for records that are not public or whose package is not exported.
     *
     * @param name registered on every node under the same name; 1 to 255 characters
     * @param type a record, an enum or a sealed interface
     * @param lookup {@link MethodHandles#lookup()} of a class in the module of the records
     * @param <T> the type
     * @return the message type
     * @throws IllegalArgumentException when the name is empty or too long, or a component cannot be sent or reached
     */
    public static <T> MessageType<T> of(String name, Class<T> type, Lookup lookup) {
        RecordCodec<T> codec = RecordCodec.of(type, lookup);
        return new MessageType<>(name, type, codec.classes(), codec::encode, codec::decode);
    }

    /**
     * Encodes a message of this type.
     *
     * @param message of this type
     * @return its bytes
     * @throws ClassCastException when it is of another type
     */
    public byte[] bytesOf(Object message) {
        return encode.apply(type.cast(message));
    }
}
