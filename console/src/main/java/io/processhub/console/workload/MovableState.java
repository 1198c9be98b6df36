package io.processhub.console.workload;

import io.processhub.message.MessageType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a watched process takes along when it moves.
 *
 * @param handled how many messages it has handled
 * @param state its own state, of a type that needs no registration; {@code null} when it has none
 */
public record MovableState(long handled, @Nullable Object state) {

    /** How it crosses between nodes. */
    public static final MessageType<MovableState> TYPE =
            MessageType.of("movable-state", MovableState.class, MovableState::encode, MovableState::decode);

    private static final String NO_STATE = "";

    private byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeLong(handled);
            encodeState(out);
        } catch (IOException impossible) { // in memory
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void encodeState(DataOutputStream out) throws IOException {
        if (state == null) {
            out.writeUTF(NO_STATE);
            return;
        }
        MessageType<?> type = standard(known -> known.type() == state.getClass());
        if (type == null) {
            throw new IllegalArgumentException("a state of " + state.getClass().getName()
                    + " cannot be handed over; on a node of the console it must be text, a number or bytes");
        }
        out.writeUTF(type.name());
        out.write(type.encode(state));
    }

    private static @Nullable MessageType<?> standard(Predicate<MessageType<?>> which) {
        return MessageType.standard().stream().filter(which).findAny().orElse(null);
    }

    private static MovableState decode(byte[] bytes) {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            long handled = in.readLong();
            String name = in.readUTF();
            if (name.equals(NO_STATE)) {
                return new MovableState(handled, null);
            }
            MessageType<?> type = standard(known -> known.name().equals(name));
            if (type == null) {
                throw new IllegalArgumentException("a state of the unknown type '" + name + "'");
            }
            return new MovableState(handled, type.decode(in.readAllBytes()));
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }
}
