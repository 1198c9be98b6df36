package io.processhub.messaging;

import io.processhub.message.MessageType;
import io.processhub.message.MessageTypes;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.Encoded;
import io.processhub.wire.Packet.Body;
import org.jspecify.annotations.Nullable;

/** Encodes messages as bodies of packets, and refuses those that cannot be sent. Thread-safe. */
record Encoder(MessageTypes types, int bodyBytesMax) {

    /** The outcome. */
    sealed interface Encoding {}

    /** A body that can be sent. */
    record Fit(Body body) implements Encoding {}

    /** The message cannot be sent; the detail is the rest of a sentence that begins with the process. */
    record Unfit(Reason reason, String detail) implements Encoding {}

    /** Encodes on the calling thread; an exception of the encoder becomes an {@link Unfit}. */
    Encoding encode(Object message) {
        MessageType<?> type = types.of(message);
        if (type == null) {
            return unserialisable("cannot be sent or answered from afar: message type "
                    + message.getClass().getName() + " is not registered with the hub");
        }
        byte[] bytes;
        try {
            bytes = type.bytesOf(message);
        } catch (Throwable error) {
            return unserialisable("the encoder of message type '" + type.name() + "' threw " + error);
        }
        if (bytes == null) {
            return unserialisable("the encoder of message type '" + type.name() + "' returned null");
        }
        if (bytes.length > bodyBytesMax) {
            return new Unfit(
                    Reason.TOO_LARGE,
                    "a message of type '" + type.name() + "' has " + bytes.length + " bytes; allowed are "
                            + bodyBytesMax);
        }
        return new Fit(new Body(type.name(), bytes));
    }

    /** A body that came over the wire, for the receiver to decode; {@code null} when its type is not registered. */
    @Nullable
    Encoded decodable(Body body) {
        MessageType<?> type = types.named(body.type());
        return type == null ? null : new Encoded(type, body.bytes());
    }

    private static Unfit unserialisable(String detail) {
        return new Unfit(Reason.NOT_SERIALISABLE, detail);
    }
}
