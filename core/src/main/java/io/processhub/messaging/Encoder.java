package io.processhub.messaging;

import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessException.Reason;
import io.processhub.protocol.MessageTypes;
import io.processhub.runtime.Encoded;
import io.processhub.tracing.Followed;
import io.processhub.tracing.Followed.Trace;
import io.processhub.wire.Packet.Body;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes messages as bodies of packets, and refuses those that cannot be sent. Thread-safe. */
record Encoder(MessageTypes types, int bodyBytesMax) {

    private static final Unfit NOTHING =
            new Unfit(Reason.NOT_SERIALISABLE, "cannot be sent or answer null; use an Optional, or a case of its own");

    /** The outcome. */
    sealed interface Encoding {}

    /** A body that can be sent. */
    record Fit(Body body) implements Encoding {}

    /** The message cannot be sent; the detail is the rest of a sentence that begins with the process. */
    record Unfit(Reason reason, String detail) implements Encoding {}

    /** Encodes on the calling thread; whatever the encoder throws becomes an {@link Unfit}. */
    Encoding encode(@Nullable Object message) {
        return switch (message) {
            case null -> NOTHING;
            case Followed(Object body, Trace trace) -> with(trace.headers(), encode(body, types.of(body)));
            default -> encode(message, types.of(message));
        };
    }

    /** Headers never make a message too large: they stay behind. */
    private Encoding with(Map<String, String> headers, Encoding plain) {
        return plain instanceof Fit(Body body) && body.bytes().length + Headers.bytesMax(headers) <= bodyBytesMax
                ? new Fit(new Body(body.type(), body.bytes(), headers))
                : plain;
    }

    /** Encodes the answer to a question by what the question says its answer is. */
    Encoding encodeAnswer(Object question, @Nullable Object answer) {
        return answer == null ? NOTHING : encode(answer, answerType(question, answer));
    }

    /**
     * Checks that a message could be sent, though it stays here; answers {@code null} if so. Encodes it only if there
     * is no cheaper way to tell.
     */
    @Nullable
    Unfit check(@Nullable Object message) {
        return message == null ? NOTHING : check(message, types.of(message));
    }

    /** Like {@link #check}, for the answer to a question. */
    @Nullable
    Unfit checkAnswer(Object question, @Nullable Object answer) {
        return answer == null ? NOTHING : check(answer, answerType(question, answer));
    }

    private @Nullable Unfit check(Object message, @Nullable MessageType<?> type) {
        boolean fits = type != null && type.fits(message, bodyBytesMax);
        return !fits && encode(message, type) instanceof Unfit unfit ? unfit : null;
    }

    /** An answer of another class than the question asks for is sent by its own class; the asker judges it. */
    private @Nullable MessageType<?> answerType(Object question, Object answer) {
        MessageType<?> declared = question instanceof Ask<?, ?> ask ? types.answerTo(classOf(ask)) : null;
        return declared != null && declared.type().isInstance(answer) ? declared : types.of(answer);
    }

    private static Class<?> classOf(Ask<?, ?> question) {
        return question instanceof Enum<?> constant ? constant.getDeclaringClass() : question.getClass();
    }

    private Encoding encode(Object message, @Nullable MessageType<?> type) {
        if (type == null) {
            return unserialisable("cannot be sent or answered from afar: message type "
                    + message.getClass().getName() + " is not registered with the hub");
        }
        byte[] bytes;
        try {
            bytes = type.encode(message);
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
        return new Fit(new Body(type.name(), bytes, Map.of()));
    }

    /** A body that came over the wire, for the receiver to decode; {@code null} when its type is not registered. */
    @Nullable
    Encoded decodable(Body body, @Nullable Trace trace) {
        MessageType<?> type = types.named(body.type());
        return type == null ? null : new Encoded(type, body.bytes(), trace);
    }

    /** The body as it came. */
    static Body body(Encoded arrived) {
        Trace trace = arrived.trace();
        return new Body(arrived.type(), arrived.bytes(), trace == null ? Map.of() : trace.headers());
    }

    private static Unfit unserialisable(String detail) {
        return new Unfit(Reason.NOT_SERIALISABLE, detail);
    }
}
