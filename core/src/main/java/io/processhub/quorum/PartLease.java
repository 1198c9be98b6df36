package io.processhub.quorum;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.Quorum.Question;
import io.processhub.quorum.Quorum.Reply;
import io.processhub.strategy.partition.Arbiter.Answer;
import io.processhub.strategy.partition.PartitionStrategy.Arbitration;
import io.processhub.strategy.partition.PartitionStrategy.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lease of an arbiter as one hub knows it, and when the arbiter is asked. A lease belongs to a part, named by the
 * nodes whose votes it has, so it does not count when this node sees other voters than it asked for. It counts from
 * before the question; so wherever the time is lost, it is over here before it is over at the arbiter. Why two parts
 * never count on one at the same time is shown in docs/adr/0014-arbiter.md. Confined to the hub's thread.
 */
final class PartLease {
    /** After a refusal, or no answer. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** A lease is prolonged when this share of it is over. */
    private static final int RENEW = 3;

    /** This share of a lease is given up, because clocks run at different rates, and because stopping takes time. */
    private static final int MARGIN = 10;

    private final Arbitration terms;

    /** The part that has the lease, as far as this node knows. */
    private List<NodeId> holders = List.of();

    private long untilNanos;

    /** The part that was asked for last, and when. */
    private List<NodeId> asked = List.of();

    private long askedNanos;
    private long number;
    private boolean open;
    private String until = "";
    private String said = Lease.NONE.said();

    PartLease(Arbitration terms) {
        this.terms = terms;
    }

    private boolean held(List<NodeId> part, long nanos) {
        return !part.isEmpty() && part.equals(holders) && nanos < untilNanos;
    }

    /** {@return what a part may count on} */
    Lease known(List<NodeId> part, long nanos) {
        if (held(part, nanos)) {
            return new Lease(Duration.ofNanos(untilNanos - nanos), said.isEmpty() ? until : until + "; " + said);
        }
        return new Lease(Duration.ZERO, part.equals(asked) ? said : Lease.NONE.said());
    }

    /** {@return what to ask now; null when it is too early, or a question is open} */
    @Nullable
    Question next(List<NodeId> part, long nanos) {
        Duration pause = held(part, nanos) ? terms.validity().dividedBy(RENEW) : ASK_AGAIN;
        boolean early = part.equals(asked) && nanos - askedNanos < pause.toNanos();
        if (part.isEmpty() || terms.validity().isZero() || open || early) {
            return null;
        }
        if (!part.equals(asked)) {
            said = "asks the arbiter";
        }
        asked = part;
        askedNanos = nanos;
        open = true;
        return new Question(++number, part, terms);
    }

    /** {@return how long the lease is held from now on; zero when it is not} */
    Duration replied(Reply reply, Instant wall, long nanos) {
        if (reply.number() != number || !open) {
            return Duration.ZERO;
        }
        open = false;
        switch (reply.said()) {
            case Answer.Granted(Duration validity) -> granted(validity, wall, nanos);
            case Answer.Refused(String reason) -> {
                holders = List.of(); // another part may have it
                said = "the arbiter has refused: " + reason;
            }
            case null -> said = "the arbiter does not answer: " + reply.problem();
        }
        return known(asked, nanos).left();
    }

    private void granted(Duration validity, Instant wall, long nanos) {
        long whole = Math.min(validity.toNanos(), terms.validity().toNanos());
        holders = asked;
        untilNanos = askedNanos + whole - whole / MARGIN;
        until = "lease held until "
                + wall.plusNanos(Math.max(0, untilNanos - nanos)).truncatedTo(ChronoUnit.SECONDS);
        said = held(asked, nanos) ? "" : "the arbiter has answered too late";
    }
}
