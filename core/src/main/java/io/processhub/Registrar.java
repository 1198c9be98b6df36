package io.processhub;

import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessType;
import io.processhub.protocol.MessageTypes;
import io.processhub.protocol.TypeArguments;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Registers whatever processes are sent, answer and keep: their protocols, the answers of the questions among these,
 * and their states. What was registered by hand is left as it is; the rest gets the name of its class. What cannot be
 * sent is refused here, before anything runs.
 */
final class Registrar {
    private final Map<String, MessageType<?>> containers = new LinkedHashMap<>();
    private MessageTypes types;

    private Registrar(MessageTypes types) {
        this.types = types;
    }

    /**
     * Completes message types by those of process types.
     *
     * @param byHand what was registered so far
     * @param processes in the order in which they were registered
     * @return all of them
     * @throws IllegalArgumentException when something cannot be sent, or two are of one name; names the process type
     *     and what is at fault, and says what to do
     */
    static MessageTypes complete(MessageTypes byHand, Collection<ProcessType<?>> processes) {
        var registrar = new Registrar(byHand);
        processes.forEach(registrar::register);
        return registrar.types;
    }

    private void register(ProcessType<?> process) {
        try {
            registerProtocol(process);
            process.answers().forEach(answer -> find(process, answer));
            process.state().ifPresent(state -> find(process, state));
            if (process instanceof ProcessType.WithArgument<?, ?> withArgument) {
                withArgument.codec();
            }
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException(
                    "process type '" + process.name() + "': " + refusal.getMessage(), refusal);
        }
    }

    /** A protocol of {@code Object} is whatever is registered; a run loop has none. */
    private void registerProtocol(ProcessType<?> process) {
        Class<?> protocol = process.protocol();
        if (protocol != Object.class && protocol != Void.class) {
            Set<Class<?>> cases = find(process, protocol).classes();
            cases.stream().filter(protocol::isAssignableFrom).forEach(question -> registerAnswer(process, question));
        }
    }

    private void registerAnswer(ProcessType<?> process, Class<?> question) {
        List<Optional<Type>> arguments = TypeArguments.of(question, Ask.class).orElse(List.of());
        if (arguments.isEmpty()) {
            return;
        }
        Class<?> of = arguments.getFirst().<Class<?>>map(TypeArguments::raw).orElse(Object.class);
        if (!of.isAssignableFrom(process.protocol()) && !process.protocol().isAssignableFrom(of)) {
            throw new IllegalArgumentException(question.getName() + " is an Ask of " + of.getName()
                    + " and so cannot be asked of " + process.protocol().getName() + "; make it an Ask of that");
        }
        Type answer = arguments
                .get(1)
                .orElseThrow(() -> new IllegalArgumentException(
                        question.getName() + " leaves open what its answer is; name a class"));
        if (answer != Object.class) {
            MessageType<?> sentBy = findAnswer(process, question, answer);
            types = types.answering(question, sentBy);
        }
    }

    private MessageType<?> findAnswer(ProcessType<?> process, Class<?> question, Type answer) {
        try {
            return find(process, answer);
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException(
                    "the answer to " + question.getName() + ": " + refusal.getMessage(), refusal);
        }
    }

    /** The one by which all values of a type are sent; registers it if need be. */
    private MessageType<?> find(ProcessType<?> process, Type type) {
        return switch (type) {
            case Class<?> plain -> findClass(process, plain);
            case ParameterizedType container -> findContainer(process, container);
            default -> throw new IllegalArgumentException(type.getTypeName() + " is no class; name one");
        };
    }

    private MessageType<?> findClass(ProcessType<?> process, Class<?> type) {
        if (type.isPrimitive()) {
            throw new IllegalArgumentException(type + " is primitive; name its box, such as Long");
        }
        MessageType<?> known = types.ofClass(type);
        if (known != null) {
            return known;
        }
        MessageType<?> fresh = process.messageType(MessageType.nameOf(type), type);
        known = sending(fresh.classes());
        if (known != null) {
            return known;
        }
        types = types.withShared(fresh);
        return fresh;
    }

    /** The one by which all of some classes are sent, if there is one. */
    private @Nullable MessageType<?> sending(Set<Class<?>> classes) {
        MessageType<?> common = null;
        for (Class<?> one : classes) {
            MessageType<?> known = types.ofClass(one);
            if (known == null || (common != null && common != known)) {
                return null;
            }
            common = known;
        }
        return common;
    }

    private MessageType<?> findContainer(ProcessType<?> process, ParameterizedType type) {
        MessageType<?> known = containers.get(type.getTypeName());
        if (known != null) {
            return known;
        }
        MessageType<?> fresh = process.messageType(nameOf(type), type);
        types = types.withShared(fresh);
        containers.put(type.getTypeName(), fresh);
        return fresh;
    }

    /** Such as {@code List<Account.Entry>}; what was named by hand has that name here, too. */
    private String nameOf(Type type) {
        return switch (type) {
            case ParameterizedType container ->
                MessageType.nameOf((Class<?>) container.getRawType())
                        + Arrays.stream(container.getActualTypeArguments())
                                .map(this::nameOf)
                                .collect(Collectors.joining(", ", "<", ">"));
            case Class<?> plain -> nameOf(plain);
            default -> type.getTypeName();
        };
    }

    private String nameOf(Class<?> plain) {
        MessageType<?> known = types.ofClass(plain);
        return known != null && known.type() == plain && MessageTypes.STANDARD.ofClass(plain) == null
                ? known.name()
                : MessageType.nameOf(plain);
    }
}
