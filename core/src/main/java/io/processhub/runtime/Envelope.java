package io.processhub.runtime;

import io.processhub.message.Message;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A message on its way; also a link of the mailbox it waits in. */
public final class Envelope implements Message {
    private static final VarHandle REPLY_TO = replyTo();

    private Object body;

    /** Taken by whoever answers first. */
    private volatile @Nullable ReplyTo replyTo;

    /** The neighbour in the mailbox; belongs to the mailbox. */
    @Nullable
    Envelope next;

    /**
     * Not sent yet.
     *
     * @param body what the process will see; an {@link Encoded} is decoded first
     * @param replyTo where its reply goes; {@code null} when nobody asks
     */
    public Envelope(Object body, @Nullable ReplyTo replyTo) {
        this.body = body;
        REPLY_TO.set(this, replyTo);
    }

    private static VarHandle replyTo() {
        try {
            return MethodHandles.lookup().findVarHandle(Envelope.class, "replyTo", ReplyTo.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Decodes the body if it came over the wire. To be called once, by the process, before it sees the letter. */
    public void open() {
        if (body instanceof Encoded encoded) {
            body = encoded.decode();
        }
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
    public void reply(Object answer) {
        if (answer == null) {
            throw new NullPointerException("a reply cannot be null");
        }
        ReplyTo asker = takeAsker();
        if (asker != null) {
            asker.answer(answer);
        }
    }

    /**
     * Hands body and asker to somebody else; this letter can answer nobody any more.
     *
     * @param id which process it is for
     * @param onward who takes them
     */
    public void handTo(ProcessId id, Forwarder onward) {
        onward.passOn(id, body, takeAsker());
    }

    /**
     * Tells the asker, if one still waits, that nothing will come.
     *
     * @param reason what may be concluded
     * @param detail the rest of the sentence that begins with the process
     * @return whether one waited
     */
    public boolean fail(Reason reason, String detail) {
        ReplyTo asker = takeAsker();
        if (asker != null) {
            asker.fail(reason, detail);
        }
        return asker != null;
    }

    private @Nullable ReplyTo takeAsker() {
        return replyTo == null ? null : (ReplyTo) REPLY_TO.getAndSet(this, null);
    }
}
