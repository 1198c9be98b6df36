package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.Encoded;
import io.processhub.runtime.ReplyTo;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An ask that waits for its end. The first of reply, failure and time limit counts. The future is completed on a thread
 * for that, because its dependent stages are user code: they must harm neither the process that replies, nor a timer,
 * nor the thread that delivers mail; nor may what processes compute delay them. Thread-safe.
 */
final class Call implements ReplyTo {
    private static final AtomicIntegerFieldUpdater<Call> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(Call.class, "settled");

    private final Answer future = new Answer(this::settle);
    private final long number;
    private final ProcessId id;
    private final Terms terms;
    private final OpenCalls.Bucket bucket;
    private volatile int settled;
    private volatile NodeId node;

    /** How often the question was forwarded, as far as this node knows; guarded by this. */
    private int hops;

    /** The question to repeat when the first node does not have the process. */
    private volatile Packet.@Nullable Ask question;

    /** How long to wait, and for what. */
    record Terms(Duration limit, Class<?> answer) {
        /** For a reply that no user sees. */
        static Terms within(Duration limit) {
            return new Terms(limit, Object.class);
        }
    }

    /** A call that cannot be found yet; see {@link OpenCalls#watch}. */
    Call(long number, ProcessId id, NodeId node, Terms terms, OpenCalls.Bucket bucket) {
        this.number = number;
        this.id = id;
        this.node = node;
        this.terms = terms;
        this.bucket = bucket;
    }

    CompletableFuture<Object> future() {
        return future;
    }

    long number() {
        return number;
    }

    NodeId node() {
        return node;
    }

    OpenCalls.Bucket bucket() {
        return bucket;
    }

    /** Keeps the question, for a process that is just moving. Called before the question is sent. */
    Call repeatable(Packet.Ask ask) {
        question = ask;
        return this;
    }

    /** The question, if it may be asked again. */
    Packet.@Nullable Ask repeatable() {
        return question;
    }

    /** From now on {@code other} must answer, and the question is not repeated any more. */
    void redirect(NodeId other) {
        node = other;
        question = null;
    }

    /** The question was forwarded to {@code other}; news of a station that is not later than the last is ignored. */
    synchronized void follow(NodeId other, int station) {
        if (station > hops) {
            hops = station;
            redirect(other);
        }
    }

    /** This node forwards the question itself; the answer is the number of that station. */
    synchronized int forward(NodeId other) {
        redirect(other);
        return ++hops;
    }

    boolean open() {
        return settled == 0;
    }

    @Override
    public void answer(Object question, @Nullable Object reply) {
        Encoder.Unfit unfit = bucket.encoder().checkAnswer(question, reply);
        if (unfit != null || reply == null) {
            fail(unfit == null ? Reason.NOT_SERIALISABLE : unfit.reason(), unfit == null ? "" : unfit.detail());
        } else if (settle()) {
            end(() -> complete(reply));
        }
    }

    private void complete(Object reply) {
        if (terms.answer().isInstance(reply)) {
            future.complete(reply);
        } else {
            future.completeExceptionally(new ProcessException(
                    id,
                    Reason.WRONG_TYPE,
                    "answered with a " + reply.getClass().getName() + " to a question for a "
                            + terms.answer().getName()));
        }
    }

    /** The reply came over the wire. */
    void answer(Encoded reply) {
        if (settle()) {
            end(() -> decode(reply));
        }
    }

    private void decode(Encoded reply) {
        Object decoded;
        try {
            decoded = reply.decode();
        } catch (Throwable error) {
            var unreadable = new ProcessException(id, Reason.NOT_SERIALISABLE, "cannot decode the reply: " + error);
            unreadable.initCause(error);
            future.completeExceptionally(unreadable);
            return;
        }
        complete(decoded);
    }

    @Override
    public void fail(Reason reason, String detail) {
        if (settle()) {
            end(() -> future.completeExceptionally(new ProcessException(id, reason, detail)));
        }
    }

    void expire() {
        fail(Reason.TIMED_OUT, "no reply from node " + node + " within the limit of " + terms.limit());
    }

    private boolean settle() {
        if (!SETTLED.compareAndSet(this, 0, 1)) {
            return false;
        }
        bucket.forget(this);
        return true;
    }

    private void end(Runnable completion) {
        future.end(completion, bucket.answers());
    }

    /** Spreads well without asking the virtual machine for an identity; equality stays that of objects. */
    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }
}
