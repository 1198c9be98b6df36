package io.processhub.runtime;

import io.processhub.message.MessageType;
import io.processhub.message.MessageTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes the state of a process: the registered name of its type, then the bytes that its encoder makes. */
record Snapshot(MessageTypes types) {

    /** Encodes a state; every exception says what is wrong with the state. */
    byte[] encode(Object state) {
        MessageType<?> type = state == null ? null : types.of(state);
        if (type == null) {
            throw new IllegalArgumentException("its state is of type "
                    + (state == null ? "null" : state.getClass().getName())
                    + ", which is not registered with the hub");
        }
        byte[] name = type.name().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = type.bytesOf(state);
        return ByteBuffer.allocate(Short.BYTES + name.length + bytes.length)
                .putShort((short) name.length)
                .put(name)
                .put(bytes)
                .array();
    }

    /** Decodes a state; every exception says what is wrong with the state. */
    Object decode(byte[] snapshot) {
        ByteBuffer rest = ByteBuffer.wrap(snapshot);
        byte[] name = new byte[rest.getShort()];
        rest.get(name);
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        MessageType<?> type = types.named(new String(name, StandardCharsets.UTF_8));
        if (type == null) {
            throw new IllegalArgumentException("the type '" + new String(name, StandardCharsets.UTF_8)
                    + "' of its state is not registered with the hub");
        }
        return new Encoded(type, bytes).decode();
    }
}
