package io.processhub.message;

import java.util.function.Function;

/**
 * How messages of one class cross between nodes.
 *
 * @param name registered on every node under the same name; 1 to 255 characters
 * @param type exactly this class, not its subclasses
 * @param encode to bytes; called by the sender's thread
 * @param decode from bytes; may throw on bytes that it does not understand
 * @param <T> the class
 */
public record MessageType<T>(String name, Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode) {
    private static final int NAME_CHARACTERS_MAX = 255;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is empty or too long
     */
    public MessageType {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("message type name '" + name + "' has " + name.length()
                    + " characters; allowed are 1 to " + NAME_CHARACTERS_MAX);
        }
    }

    /**
     * Encodes a message of this type.
     *
     * @param message of this type
     * @return its bytes
     * @throws ClassCastException when it is of another type
     */
    public byte[] bytesOf(Object message) {
        return encode.apply(type.cast(message));
    }
}
