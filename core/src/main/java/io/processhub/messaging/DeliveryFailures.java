package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Parked;
import io.processhub.runtime.Delivery;
import io.processhub.runtime.ReplyTo;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Why a message is not accepted, for whoever sent it. */
record DeliveryFailures(NodeId self, RouterDependencies around) {
    private static final Comparator<Parked> FIRST_TRIED_AGAIN =
            Comparator.comparing(Parked::until, Comparator.nullsLast(Comparator.naturalOrder()));

    /** What may be concluded; the detail is the rest of a sentence that begins with the process. */
    record Refusal(Reason reason, String detail) {
        ProcessException exception(ProcessId id) {
            return new ProcessException(id, reason, detail);
        }

        /** Tells who asks, or else counts what nobody hears of. */
        void tell(ProcessId id, @Nullable ReplyTo asker, DroppedMessages losses) {
            if (asker == null) {
                losses.count(id, reason, 1);
            } else {
                asker.fail(reason, detail);
            }
        }
    }

    /** After this node has tried to deliver it. */
    Refusal of(ProcessId id, Delivery delivery) {
        return switch (delivery) {
            case FULL -> new Refusal(Reason.MAILBOX_FULL, "its mailbox on node " + self + " is full");
            case NO_MAILBOX -> new Refusal(Reason.NO_MAILBOX, "is a run loop, which takes no messages");
            case NO_PROCESS, PASSIVE -> absent(id, "has no instance on node " + self);
            case ACCEPTED -> throw new IllegalArgumentException("process " + id + " accepted the message");
        };
    }

    /** Nobody is there to take it; {@code where} says it of a process that is wanted and not parked everywhere. */
    Refusal absent(ProcessId id, String where) {
        Registration known = around.directory().apply(id);
        if (known == null) {
            return new Refusal(Reason.NOT_FOUND, "is not known to node " + self);
        }
        return parkedEverywhere(known)
                ? new Refusal(
                        Reason.PARKED,
                        parked(known.parked().stream().min(FIRST_TRIED_AGAIN).orElseThrow()))
                : new Refusal(Reason.NOT_RUNNING, where);
    }

    /** While a node is left that has not parked it, that one is about to try. */
    private boolean parkedEverywhere(Registration known) {
        return known.instances().isEmpty()
                && !known.parked().isEmpty()
                && around.members().get().stream().allMatch(known::parkedOn);
    }

    private static String parked(Parked first) {
        Instant until = first.until();
        return "crashed too often on every node and is parked; node " + first.node() + " tries it again "
                + (until == null ? "later" : "at " + until) + ", where it died of " + first.error();
    }
}
