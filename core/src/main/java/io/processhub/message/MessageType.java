package io.processhub.message;

import io.processhub.message.record.RecordCodec;
import io.processhub.text.WellFormed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * How messages of one type cross between nodes. For records, enums and sealed interfaces of such {@link #of(String,
 * Class)} is enough; anything else needs two functions. Immutable.
 *
 * <p>A hub makes one for every protocol and answer of its processes. One has to be made by hand to give it a name that
 * does not depend on the name of its class, or for a class that has no codec.
 *
 * @param <T> the type
 */
public final class MessageType<T> {
    private static final int NAME_CHARACTERS_MAX = 255;

    /** More than the text of any number takes. */
    private static final int NUMBER_BYTES_MAX = 32;

    private static final List<MessageType<?>> STANDARD = List.of(
            text("s", String.class, Function.identity()),
            text("l", Long.class, Long::valueOf),
            text("i", Integer.class, Integer::valueOf),
            text("d", Double.class, Double::valueOf),
            text("z", Boolean.class, Boolean::valueOf),
            measured("b", byte[].class, Function.identity(), Function.identity(), (bytes, max) -> bytes.length <= max));

    private final String name;
    private final Class<T> type;
    private final Set<Class<?>> classes;
    private final Codec<T> codec;

    /** What turns messages into bytes and back. */
    private record Codec<T>(Function<T, byte[]> encode, Function<byte[], T> decode, Measure<T> measure) {
        private static <T> Codec<T> of(RecordCodec<T> records) {
            return new Codec<>(records::encode, records::decode, records::fits);
        }
    }

    /** Whether a message surely takes no more than some bytes. */
    private interface Measure<T> {
        boolean fits(T message, int bytesMax);
    }

    private MessageType(String name, Class<T> type, Set<Class<?>> classes, Codec<T> codec) {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("message type name '" + name + "' has " + name.length()
                    + " characters; allowed are 1 to " + NAME_CHARACTERS_MAX);
        }
        this.name = WellFormed.require("name of a message type", name);
        this.type = Objects.requireNonNull(type, "type");
        this.classes = Collections.unmodifiableSet(new LinkedHashSet<>(classes));
        this.codec = codec;
    }

    /**
     * For messages of exactly one class, by two functions. A message or answer of such a type is encoded also when it
     * stays on its node, because nothing else tells whether it can be sent and how long it is.
     *
     * @param name registered on every node under the same name; 1 to 255 characters
     * @param type exactly this class, not its subclasses
     * @param encode to bytes; called by the sender's thread
     * @param decode from bytes; may throw on bytes that it does not understand
     * @param <T> the type
     * @return the message type
     * @throws IllegalArgumentException when the name is empty or too long
     */
    public static <T> MessageType<T> of(
            String name, Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode) {
        return measured(name, type, encode, decode, (message, bytesMax) -> false);
    }

    private static <T> MessageType<T> measured(
            String name, Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode, Measure<T> measure) {
        return new MessageType<>(name, type, Set.of(type), new Codec<>(encode, decode, measure));
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
        return new MessageType<>(name, type, codec.classes(), Codec.of(codec));
    }

    /**
     * For an {@link java.util.Optional}, {@link java.util.List}, {@link java.util.Set} or {@link java.util.Map}, as the
     * answer of an {@link Ask} or the state of a process. No message is sent by it because of its class.
     *
     * @param name registered on every node under the same name; 1 to 255 characters
     * @param type a container of what can be sent
     * @param lookup {@link MethodHandles#lookup()} of a class in the module of the records in it
     * @return the message type
     * @throws IllegalArgumentException when the name is empty or too long, or a part cannot be sent or reached
     */
    public static MessageType<?> of(String name, ParameterizedType type, Lookup lookup) {
        return ofContainer(name, RecordCodec.of(type, lookup));
    }

    private static <T> MessageType<T> ofContainer(String name, RecordCodec<T> codec) {
        return new MessageType<>(name, codec.type(), Set.of(), Codec.of(codec));
    }

    private static <T> MessageType<T> text(String name, Class<T> type, Function<String, T> parse) {
        return measured(
                name,
                type,
                value -> WellFormed.require("text", value.toString()).getBytes(StandardCharsets.UTF_8),
                bytes -> parse.apply(WellFormed.decode(bytes)),
                MessageType::textFits);
    }

    private static boolean textFits(Object value, int bytesMax) {
        return value instanceof String text
                ? 3L * text.length() <= bytesMax && WellFormed.test(text)
                : bytesMax >= NUMBER_BYTES_MAX;
    }

    /**
     * The types that every hub knows without registration, each for one class.
     *
     * @return those of {@link String}, {@link Long}, {@link Integer}, {@link Double}, {@link Boolean} and
     *     {@code byte[]}; immutable
     */
    public static List<MessageType<?>> standard() {
        return STANDARD;
    }

    /**
     * The name of a class that is registered without one: the class name without its package, so that it lasts when the
     * package moves.
     *
     * @param type any class
     * @return such as {@code Account.Balance}
     */
    public static String nameOf(Class<?> type) {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** {@return the name that every node registers it under; 1 to 255 characters} */
    public String name() {
        return name;
    }

    /** {@return the type of the messages} */
    public Class<T> type() {
        return type;
    }

    /** {@return which messages are sent by this name: those of exactly these classes, not of their subclasses} */
    public Set<Class<?>> classes() {
        return classes;
    }

    /**
     * Encodes a message of this type.
     *
     * @param message of this type
     * @return its bytes; the message itself when it is an array of bytes
     * @throws ClassCastException when it is of another type
     * @throws IllegalArgumentException when it holds {@code null}; a codec of two functions may throw anything
     */
    public byte[] encode(Object message) {
        return codec.encode().apply(type.cast(message));
    }

    /**
     * Decodes a message of this type.
     *
     * @param bytes from anywhere; not to be used any more, for they may become part of the message
     * @return the message
     * @throws IllegalArgumentException when they are no message of this type; a codec of two functions may throw
     *     anything
     */
    public T decode(byte[] bytes) {
        return codec.decode().apply(bytes);
    }

    /**
     * Whether a message can be sent in some bytes, judged without encoding it.
     *
     * @param message any object
     * @param bytesMax how many
     * @return true when it surely can; false when only encoding it shows that
     */
    public boolean fits(Object message, int bytesMax) {
        return type.isInstance(message) && codec.measure().fits(type.cast(message), bytesMax);
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }
}
