package io.processhub.runtime;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import io.processhub.tracing.Followed;
import io.processhub.tracing.Followed.Trace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to its process, with the address for the reply. It is also a link of the {@link Mailbox} that it
 * waits in, so that waiting costs no further object. Answering is thread-safe: the first answer or failure counts.
 */
final class Envelope implements Message<Object> {
    private static final VarHandle REPLY_TO = replyTo();

    private Object body;

    /** Taken by the first answer, failure or forwarding. */
    private volatile @Nullable ReplyTo replyTo;

    /** Of a message that is followed. */
    private @Nullable Trace trace;

    /** The neighbour in the mailbox; belongs to the mailbox. */
    @Nullable
    Envelope next;

    /** How many wait in the stack up to this one; belongs to the mailbox. */
    int depth;

    /** The process will see {@code body}, after {@link #open} has decoded it if it is {@link Encoded}. */
    Envelope(Object body, @Nullable ReplyTo replyTo) {
        if (body instanceof Followed(Object bare, Trace followed)) {
            this.body = bare;
            this.trace = followed;
        } else {
            this.body = body;
        }
        REPLY_TO.set(this, replyTo);
    }

    private static VarHandle replyTo() {
        try {
            return MethodHandles.lookup().findVarHandle(Envelope.class, "replyTo", ReplyTo.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Decodes the body if it came over the wire. Called once, on the process's thread, before the process sees it. */
    void open() {
        if (body instanceof Encoded encoded) {
            trace = encoded.trace();
            body = encoded.decode();
        }
    }

    /** What goes with the message, when it is open; {@code null} when it is not followed. */
    @Nullable
    Trace trace() {
        return trace;
    }

    @Override
    public Map<String, String> headers() {
        return trace == null ? Map.of() : trace.headers();
    }

    @Override
    public Object body() {
        return body;
    }

    @Override
    public boolean asks() {
        return replyTo != null;
    }

    @Override
    public <R> void reply(Ask<Object, R> question, R answer) {
        requireOwn(question);
        replyUntyped(answer);
    }

    @Override
    public <R> void replyLater(Ask<Object, R> question, CompletionStage<? extends R> answer) {
        requireOwn(question);
        var unused = answer.handle((value, failure) -> {
            if (failure == null) {
                replyUntyped(value);
            } else {
                fail(Reason.FAILED, "could not answer: " + cause(failure));
            }
            return value;
        });
    }

    /** What a stage before failed with is wrapped by the ones that hang on it. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void requireOwn(Ask<?, ?> question) {
        if (!body.equals(question)) {
            throw new IllegalArgumentException(
                    "the answer is to " + question + ", but the question is " + body + "; reply to the body");
        }
    }

    @Override
    public void replyUntyped(@Nullable Object answer) {
        ReplyTo asker = takeReplyTo();
        if (asker != null) {
            asker.answer(body, answer);
        }
    }

    /** Gives body and asker to {@code forwarder}; afterwards this envelope cannot be answered. */
    void forward(ProcessId id, Forwarder forwarder) {
        forwarder.forward(id, trace == null ? body : new Followed(body, trace), takeReplyTo());
    }

    /** Fails the ask, unless it has ended; the answer is whether a sender was waiting for a reply. */
    boolean fail(Reason reason, String detail) {
        ReplyTo asker = takeReplyTo();
        if (asker != null) {
            asker.fail(reason, detail);
        }
        return asker != null;
    }

    private @Nullable ReplyTo takeReplyTo() {
        return replyTo == null ? null : (ReplyTo) REPLY_TO.getAndSet(this, null);
    }
}
