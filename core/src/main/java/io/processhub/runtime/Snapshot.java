package io.processhub.runtime;

import io.processhub.message.MessageType;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import io.processhub.protocol.MessageTypes;
import io.processhub.protocol.TypeArguments;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of processes of one type as bytes: the name of its message type, and what its encoder made of it. The class
 * of the process says what its state is; a process that leaves it open hands over whatever is registered.
 */
final class Snapshot {
    private final ProcessType<?> process;
    private final MessageTypes types;
    private volatile @Nullable Declared known;

    /** What a class of processes declares; {@code null} when it leaves it open. */
    private record Declared(Class<?> by, @Nullable MessageType<?> type) {}

    Snapshot(ProcessType<?> process, MessageTypes types) {
        this.process = process;
        this.types = types;
    }

    /** One for each type, by its name. */
    static Map<String, Snapshot> all(Map<String, ProcessCode> types, MessageTypes messages) {
        var all = new LinkedHashMap<String, Snapshot>();
        types.forEach((name, code) -> all.put(name, new Snapshot(code.type(), messages)));
        return Map.copyOf(all);
    }

    /** Checks that the state can be handed over; whatever it throws says what is wrong with it. */
    void check(StateHandover<?> holder) {
        var unused = declared(holder);
    }

    private @Nullable MessageType<?> declared(StateHandover<?> holder) {
        Declared last = known;
        if (last == null || last.by() != holder.getClass()) {
            last = new Declared(holder.getClass(), find(holder.getClass()));
            known = last;
        }
        return last.type();
    }

    private @Nullable MessageType<?> find(Class<?> holder) {
        Optional<Type> state = TypeArguments.of(holder, StateHandover.class)
                .map(List::getFirst)
                .flatMap(found -> found)
                .filter(found -> found != Object.class);
        return state.isEmpty() ? null : messageType(state.get());
    }

    private MessageType<?> messageType(Type state) {
        MessageType<?> registered = state instanceof Class<?> plain ? types.ofClass(plain) : null;
        try {
            return registered != null
                    ? registered
                    : process.messageType(MessageType.nameOf(TypeArguments.raw(state)), state);
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException("its state cannot be handed over: " + refusal.getMessage(), refusal);
        }
    }

    /** Encodes the state of a process; whatever it throws says what is wrong with it. */
    byte[] encode(StateHandover<?> holder) throws Exception {
        Object state = holder.handOver();
        MessageType<?> declared = declared(holder);
        MessageType<?> type = declared != null ? declared : state == null ? null : types.of(state);
        if (type == null || !type.type().isInstance(state)) {
            throw new IllegalArgumentException("its state is of type "
                    + (state == null ? "null" : state.getClass().getName())
                    + (type == null
                            ? ", which is not registered with the hub"
                            : ", not " + type.type().getName()));
        }
        byte[] name = type.name().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = type.encode(state);
        return ByteBuffer.allocate(Short.BYTES + name.length + bytes.length)
                .putShort((short) name.length)
                .put(name)
                .put(bytes)
                .array();
    }

    /** Decodes a state for a process; whatever it throws says what is wrong with it. */
    Object decode(StateHandover<?> receiver, byte[] snapshot) {
        ByteBuffer rest = ByteBuffer.wrap(snapshot);
        byte[] name = new byte[rest.getShort()];
        rest.get(name);
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        MessageType<?> declared = declared(receiver);
        MessageType<?> type = sent(new String(name, StandardCharsets.UTF_8), declared);
        Object state = type.decode(bytes);
        if (state == null || (declared != null && !declared.type().isInstance(state))) {
            throw new IllegalArgumentException("it was handed a state of type '" + type.name() + "' and takes one of "
                    + (declared == null ? "any other" : declared.type().getName()));
        }
        return state;
    }

    private MessageType<?> sent(String name, @Nullable MessageType<?> declared) {
        if (declared != null && declared.name().equals(name)) {
            return declared;
        }
        MessageType<?> registered = types.named(name);
        if (registered == null) {
            throw new IllegalArgumentException(
                    "the type '" + name + "' of the state it was handed is not known on this node"
                            + (declared == null ? "" : ", only '" + declared.name() + "'"));
        }
        return registered;
    }
}
