package io.processhub.runtime;

import io.processhub.runtime.Forwarder.FlushMarker;
import io.processhub.tracing.Followed;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One process on this node: its mailbox, which outlives crashes, and the runner of its latest instance. It is the
 * mailbox instead of having one, because there may be a million.
 */
final class Cell extends Mailbox {
    private volatile Runner runner;

    Cell(Function<Mailbox, Runner> first) {
        this.runner = first.apply(this);
    }

    Runner runner() {
        return runner;
    }

    /** Whether the latest instance has not ended. */
    boolean live() {
        return !runner.over();
    }

    boolean runs(long epoch) {
        return runner.context().born() == epoch;
    }

    /** The next instance takes over the mailbox; the instance before it has ended. */
    void succeed(Runner next) {
        runner = next;
    }

    /** Like {@link #deliver}, but only to an active copy. */
    Delivery deliverToActive(@Nullable String type, Object body, @Nullable ReplyTo replyTo) {
        return runner.leads() ? deliver(type, body, replyTo) : Delivery.PASSIVE;
    }

    /** What came over the wire is judged when the process has decoded it. */
    private static boolean understands(ProcessCode code, @Nullable String type, Object body) {
        return code.matches(type)
                && (body instanceof Encoded || body == FlushMarker.MARKER || code.understands(Followed.bare(body)));
    }

    ProcessCode code() {
        return runner.code();
    }

    Delivery deliver(@Nullable String type, Object body, @Nullable ReplyTo replyTo) {
        Runner current = runner;
        if (current instanceof LoopRunner) {
            return Delivery.NO_MAILBOX;
        }
        if (!current.takesMessages()) {
            return Delivery.NO_PROCESS;
        }
        if (!understands(current.code(), type, body)) {
            return Delivery.WRONG_TYPE;
        }
        Delivery delivery =
                offer(new Envelope(body, replyTo), current.context().spec().mailboxMax());
        if (delivery == Delivery.ACCEPTED) {
            // Read again: an instance that started meanwhile may have looked into the mailbox before the envelope was
            // there.
            runner.wake();
        }
        return delivery;
    }
}
