package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Parked;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.ProcessCode;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.runtime.ReplyTo;
import io.processhub.spec.ProcessId;
import io.processhub.tracing.Followed;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Says why a message is not accepted. Thread-safe.
 *
 * @param self this node
 * @param dependencies knows the members of the hub, and what is registered
 * @param runtime knows what the processes of this node understand
 */
record DeliveryFailures(NodeId self, RouterDependencies dependencies, ProcessRuntime runtime) {
    private static final Comparator<Parked> FIRST_TRIED_AGAIN =
            Comparator.comparing(Parked::until, Comparator.nullsLast(Comparator.naturalOrder()));

    /** What may be concluded; the detail is the rest of a sentence that begins with the process. */
    record Failure(Reason reason, String detail) {
        ProcessException exception(ProcessId id) {
            return new ProcessException(id, reason, detail);
        }

        /** Fails the ask, or counts the message when the sender waits for no reply. */
        void report(ProcessId id, @Nullable ReplyTo asker, DroppedMessages dropped) {
            if (asker == null) {
                dropped.count(id, reason, 1);
            } else {
                asker.fail(reason, detail);
            }
        }
    }

    /** The failure after this node has tried to deliver a message. */
    Failure of(ProcessId id, Delivery delivery, Object body) {
        return switch (delivery) {
            case FULL -> new Failure(Reason.MAILBOX_FULL, "its mailbox on node " + self + " is full");
            case NO_MAILBOX -> new Failure(Reason.NO_MAILBOX, "is a run loop, which takes no messages");
            case WRONG_TYPE -> misunderstood(id, Followed.bare(body));
            case NO_PROCESS, PASSIVE -> absent(id, "has no instance on node " + self);
            case ACCEPTED -> throw new IllegalArgumentException("process " + id + " accepted the message");
        };
    }

    private Failure misunderstood(ProcessId id, Object body) {
        ProcessCode code = runtime.codeOf(id);
        String detail = code == null ? "does not understand " + body.getClass().getName() : code.misunderstood(body);
        return new Failure(Reason.WRONG_TYPE, detail);
    }

    /** No instance takes the message; {@code where} is the detail for a process that is not parked everywhere. */
    Failure absent(ProcessId id, String where) {
        Registration known = dependencies.directory().apply(id);
        if (known == null) {
            return new Failure(Reason.NOT_FOUND, "is not known to node " + self);
        }
        return parkedEverywhere(known)
                ? new Failure(
                        Reason.PARKED,
                        parked(known.parked().stream().min(FIRST_TRIED_AGAIN).orElseThrow()))
                : new Failure(Reason.NOT_RUNNING, where);
    }

    /** While one node has not parked the process, that node is about to try it. */
    private boolean parkedEverywhere(Registration known) {
        return known.instances().isEmpty()
                && !known.parked().isEmpty()
                && dependencies.members().get().stream().allMatch(known::parkedOn);
    }

    private static String parked(Parked first) {
        Instant until = first.until();
        return "crashed too often on every node and is parked; node " + first.node() + " tries it again "
                + (until == null ? "later" : "at " + until) + ", where it died of " + first.error();
    }
}
