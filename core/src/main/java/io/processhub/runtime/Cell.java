package io.processhub.runtime;

import io.processhub.runtime.Forwarder.FlushMarker;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One process on this node: its mailbox, which outlives crashes, and the runner of its latest instance. It is the
 * mailbox instead of having one, because there may be a million.
 */
final class Cell extends Mailbox {
    private volatile ProcessCode code;
    private volatile Runner runner;

    Cell(ProcessCode code, Function<Mailbox, Runner> first) {
        this.code = code;
        this.runner = first.apply(this);
    }

    Runner runner() {
        return runner;
    }

    /** Whether the latest instance has not ended. */
    boolean live() {
        return !runner.life().over();
    }

    boolean runs(long epoch) {
        return runner.life().context().born() == epoch;
    }

    /** The next instance takes over the mailbox; the instance before it has ended. */
    void succeed(ProcessCode nextCode, Runner next) {
        code = nextCode;
        runner = next;
    }

    /** Like {@link #deliver}, but only to an active copy. */
    Delivery deliverToActive(@Nullable String type, Object body, @Nullable ReplyTo replyTo) {
        return runner.leads() ? deliver(type, body, replyTo) : Delivery.PASSIVE;
    }

    /** What came over the wire is judged when the process has decoded it. */
    private boolean understands(@Nullable String type, Object body) {
        ProcessCode current = code;
        return current.matches(type)
                && (body instanceof Encoded || body == FlushMarker.MARKER || current.understands(body));
    }

    ProcessCode code() {
        return code;
    }

    Delivery deliver(@Nullable String type, Object body, @Nullable ReplyTo replyTo) {
        Runner current = runner;
        if (current instanceof LoopRunner) {
            return Delivery.NO_MAILBOX;
        }
        if (!current.takesMessages()) {
            return Delivery.NO_PROCESS;
        }
        if (!understands(type, body)) {
            return Delivery.WRONG_TYPE;
        }
        Delivery delivery = offer(
                new Envelope(body, replyTo), current.life().context().spec().mailboxMax());
        if (delivery == Delivery.ACCEPTED) {
            // Read again: an instance that started meanwhile may have looked into the mailbox before the envelope was
            // there.
            runner.wake();
        }
        return delivery;
    }
}
