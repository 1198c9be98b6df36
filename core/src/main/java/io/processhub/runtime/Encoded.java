package io.processhub.runtime;

import io.processhub.message.MessageType;

/**
 * A body that came over the wire. The process that gets it decodes it on its own thread, because a decoder is user code:
 * it may be slow and may throw.
 *
 * @param type how to decode it
 * @param bytes what was sent; belongs to this
 */
public record Encoded(MessageType<?> type, byte[] bytes) {

    /** Calls the decoder. */
    Object decode() {
        Object body = type.decode().apply(bytes);
        if (body == null) {
            throw new IllegalArgumentException("the decoder of message type '" + type.name() + "' returned null");
        }
        return body;
    }
}
