package io.processhub.runtime;

import io.processhub.message.MessageType;

/**
 * A body that came over the wire. The process that gets it decodes it on its own thread, because a decoder is user
 * code: it may be slow and may throw.
 */
public final class Encoded {
    private final MessageType<?> type;
    private final byte[] bytes;

    /**
     * Not decoded yet.
     *
     * @param type how to decode it
     * @param bytes what was sent; belongs to the new object
     */
    public Encoded(MessageType<?> type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** {@return the registered name of its type} */
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
     * @throws IllegalArgumentException when the decoder returns nothing; it may throw anything else itself
     */
    public Object decode() {
        Object body = type.decode().apply(bytes);
        if (body == null) {
            throw new IllegalArgumentException("the decoder of message type '" + type.name() + "' returned null");
        }
        return body;
    }
}
