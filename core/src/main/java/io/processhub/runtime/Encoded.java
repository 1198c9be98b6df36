package io.processhub.runtime;

import io.processhub.message.MessageType;
import io.processhub.tracing.Followed.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A message body as it came over the wire. The receiving process decodes it on its own thread, because a decoder is
 * user code: it may be slow and may throw.
 */
public final class Encoded {
    private final MessageType<?> type;
    private final byte[] bytes;
    private final @Nullable Trace trace;

    /**
     * A body that is not decoded yet, and is not followed.
     *
     * @param type decodes it
     * @param bytes what was sent; belongs to the new object
     */
    public Encoded(MessageType<?> type, byte[] bytes) {
        this(type, bytes, null);
    }

    /**
     * A body that is not decoded yet.
     *
     * @param type decodes it
     * @param bytes what was sent; belongs to the new object
     * @param trace {@code null} when it is not followed
     */
    public Encoded(MessageType<?> type, byte[] bytes, @Nullable Trace trace) {
        this.type = type;
        this.bytes = bytes;
        this.trace = trace;
    }

    /** {@return what goes with it; {@code null} when it is not followed} */
    public @Nullable Trace trace() {
        return trace;
    }

    /** {@return the registered name of the type} */
    public String type() {
        return type.name();
    }

    /** {@return what was sent; belongs to this object} */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Calls the decoder.
     *
     * @return the message
     * @throws IllegalArgumentException when the decoder returns {@code null}; the decoder itself may throw anything
     */
    public Object decode() {
        Object body = type.decode(bytes);
        if (body == null) {
            throw new IllegalArgumentException("the decoder of message type '" + type.name() + "' returned null");
        }
        return body;
    }
}
