package io.processhub.protocol;

import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of messages that may cross between nodes, by registered name. Nothing is ever decoded into a class that the
 * sender names. Immutable.
 *
 * <p>The {@linkplain MessageType#standard() standard types} are known without registration. A message that stays on its
 * node is handed over as it is; still, it must be of a registered type and within the size that may be sent, so that
 * what works on one node works across nodes.
 */
public final class MessageTypes {

    /** Only the types that need no registration. */
    public static final MessageTypes STANDARD = standard();

    private final Map<String, MessageType<?>> byName;
    private final IdentityHashMap<Class<?>, MessageType<?>> byClass = new IdentityHashMap<>();
    private final Map<Class<?>, MessageType<?>> answers;

    private MessageTypes(Map<String, MessageType<?>> byName, Map<Class<?>, MessageType<?>> answers) {
        this.byName = Collections.unmodifiableMap(byName);
        this.answers = Collections.unmodifiableMap(answers);
        byName.values().forEach(type -> type.classes().forEach(known -> byClass.putIfAbsent(known, type)));
    }

    private static MessageTypes standard() {
        var types = new MessageTypes(new LinkedHashMap<>(), Map.of());
        for (MessageType<?> type : MessageType.standard()) {
            types = types.with(type);
        }
        return types;
    }

    /**
     * One more type.
     *
     * @param type its name and classes are not registered yet
     * @return a changed copy
     * @throws IllegalArgumentException when the name or a class is registered already
     */
    public MessageTypes with(MessageType<?> type) {
        for (Class<?> sent : type.classes()) {
            MessageType<?> other = byClass.get(sent);
            if (other != null) {
                throw new IllegalArgumentException("message type '" + type.name() + "' is for " + sent.getName()
                        + ", which is sent as '" + other.name() + "' already; register it once");
            }
        }
        return withShared(type);
    }

    /**
     * One more type, of which some classes may be sent by the name of another type already and go on to be so.
     *
     * @param type its name is not registered yet
     * @return a changed copy
     * @throws IllegalArgumentException when the name is registered already
     */
    public MessageTypes withShared(MessageType<?> type) {
        MessageType<?> other = byName.get(type.name());
        if (other != null) {
            throw new IllegalArgumentException("message type '" + type.name() + "' is registered already, for "
                    + other.type().getName() + "; register " + type.type().getName() + " under another name:"
                    + " builder.message(MessageType.of(name, type))");
        }
        var more = new LinkedHashMap<>(byName);
        more.put(type.name(), type);
        return new MessageTypes(more, answers);
    }

    /**
     * Notes how the answers to a question cross between nodes.
     *
     * @param question class of the {@link Ask}
     * @param answer its name is registered
     * @return a changed copy
     */
    public MessageTypes answering(Class<?> question, MessageType<?> answer) {
        var more = new LinkedHashMap<>(answers);
        more.put(question, answer);
        return new MessageTypes(byName, more);
    }

    /**
     * Finds how the answer to a question is sent.
     *
     * @param question class of the question
     * @return the type of its answers, or {@code null} when it does not say, or is not registered
     */
    public @Nullable MessageType<?> answerTo(Class<?> question) {
        return answers.get(question);
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
     * Finds how objects of a class are sent.
     *
     * @param sent a class
     * @return its type, or {@code null} when exactly this class is not registered
     */
    public @Nullable MessageType<?> ofClass(Class<?> sent) {
        return byClass.get(sent);
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
