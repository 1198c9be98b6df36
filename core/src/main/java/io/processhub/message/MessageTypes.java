package io.processhub.message;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of messages that may cross between nodes, by registered name. Nothing is ever decoded into a class that the
 * sender names. Immutable.
 *
 * <p>Known without registration: {@link String}, {@link Long}, {@link Integer}, {@link Double}, {@link Boolean} and
 * {@code byte[]}. Messages within a node are handed over as they are and need no registration.
 */
public final class MessageTypes {

    /** Only the types that need no registration. */
    public static final MessageTypes STANDARD = standard();

    private final Map<String, MessageType<?>> byName;
    private final Map<Class<?>, MessageType<?>> byClass;

    private MessageTypes(Map<String, MessageType<?>> byName) {
        this.byName = Collections.unmodifiableMap(byName);
        var classes = new LinkedHashMap<Class<?>, MessageType<?>>();
        byName.values().forEach(type -> type.classes().forEach(known -> classes.put(known, type)));
        this.byClass = Collections.unmodifiableMap(classes);
    }

    private static MessageTypes standard() {
        return new MessageTypes(new LinkedHashMap<>())
                .with(text("s", String.class, Function.identity()))
                .with(text("l", Long.class, Long::valueOf))
                .with(text("i", Integer.class, Integer::valueOf))
                .with(text("d", Double.class, Double::valueOf))
                .with(text("z", Boolean.class, Boolean::valueOf))
                .with(new MessageType<>("b", byte[].class, byte[]::clone, byte[]::clone));
    }

    private static <T> MessageType<T> text(String name, Class<T> type, Function<String, T> parse) {
        return new MessageType<>(
                name,
                type,
                value -> value.toString().getBytes(StandardCharsets.UTF_8),
                bytes -> parse.apply(new String(bytes, StandardCharsets.UTF_8)));
    }

    /**
     * One more type.
     *
     * @param type its name and classes are not registered yet
     * @return a changed copy
     * @throws IllegalArgumentException when the name or a class is registered already
     */
    public MessageTypes with(MessageType<?> type) {
        if (byName.containsKey(type.name())) {
            throw new IllegalArgumentException("message type '" + type.name() + "' is registered already");
        }
        for (Class<?> sent : type.classes()) {
            MessageType<?> other = byClass.get(sent);
            if (other != null) {
                throw new IllegalArgumentException("message type '" + type.name() + "' is for " + sent.getName()
                        + ", which is sent as '" + other.name() + "' already; register it once");
            }
        }
        var more = new LinkedHashMap<>(byName);
        more.put(type.name(), type);
        return new MessageTypes(more);
    }

    /**
     * Finds the type of a message.
     *
     * @param message any object
     * @return its type, or {@code null} when its class is not registered
     */
    public @Nullable MessageType<?> of(Object message) {
        // A constant with a body of its own has a class of its own.
        return byClass.get(message instanceof Enum<?> constant ? constant.getDeclaringClass() : message.getClass());
    }

    /**
     * Finds a type by its name.
     *
     * @param name as sent
     * @return the type, or {@code null} when this node does not know it
     */
    public @Nullable MessageType<?> named(String name) {
        return byName.get(name);
    }
}
