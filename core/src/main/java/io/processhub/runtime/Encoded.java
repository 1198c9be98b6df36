package io.processhub.runtime;

import io.processhub.message.MessageType;

/**
 * A message body as it came over the wire. The receiving process decodes it on its own thread, because a decoder is
 * user code: it may be slow and may throw.
 */
public final class Encoded {
    private final MessageType<?> type;
    private final byte[] bytes;

    /**
     * A body that is not decoded yet.
     *
     * @param type decodes it
     * @param bytes what was sent; belongs to the new object
     */
    public Encoded(MessageType<?> type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
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
