package io.processhub.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.Quorum.Question;
import io.processhub.quorum.Quorum.Reply;
import io.processhub.strategy.partition.Arbiter.Answer;
import io.processhub.strategy.partition.PartitionStrategy.Arbitration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When the arbiter is asked, and how long what it said counts. */
final class PartLeaseTest {
    private static final Duration VALIDITY = Duration.ofSeconds(10);
    private static final List<NodeId> PART = List.of(new NodeId("a", 1), new NodeId("b", 1));
    private static final List<NodeId> OTHER = List.of(new NodeId("a", 1), new NodeId("c", 1));
    private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");

    private final PartLease lease = new PartLease(new Arbitration(VALIDITY, Duration.ofSeconds(3)));

    private static long at(double seconds) {
        return (long) (seconds * 1e9);
    }

    private long ask(List<NodeId> part, double seconds) {
        Question question = Objects.requireNonNull(lease.next(part, at(seconds)));
        assertThat(question.part()).isEqualTo(part);
        return question.number();
    }

    private Duration grant(long number, double seconds) {
        return lease.replied(new Reply(number, new Answer.Granted(VALIDITY), ""), WALL, at(seconds));
    }

    private boolean held(List<NodeId> part, double seconds) {
        return lease.known(part, at(seconds)).held();
    }

    @Test
    void itCountsFromTheQuestionAndATenthIsGivenUp() {
        Duration left = grant(ask(PART, 0), 2);

        assertThat(left).isEqualTo(Duration.ofSeconds(7));
        assertThat(held(PART, 8.99)).isTrue();
        assertThat(held(PART, 9)).isFalse();
        assertThat(lease.known(PART, at(2)).said()).isEqualTo("lease held until 2026-01-01T00:00:07Z");
    }

    @Test
    void aNodeThatSeesOtherVotersDoesNotCountOnIt() {
        grant(ask(PART, 0), 0.1);

        assertThat(held(OTHER, 0.2)).isFalse();
        assertThat(held(List.of(), 0.2)).isFalse();
        assertThat(held(PART, 0.2)).isTrue();
    }

    @Test
    void itIsProlongedWhenAThirdIsOver() {
        grant(ask(PART, 0), 0.1);

        assertThat(lease.next(PART, at(3.3))).isNull();
        grant(ask(PART, 3.4), 3.5);
        assertThat(held(PART, 12.3)).isTrue();
        assertThat(held(PART, 12.5)).isFalse();
    }

    @Test
    void withoutAnAnswerItLastsToItsEndAndIsAskedForEachSecond() {
        grant(ask(PART, 0), 0.1);
        lease.replied(new Reply(ask(PART, 4), null, "it is down"), WALL, at(6));

        assertThat(lease.known(PART, at(6)))
                .satisfies(known -> assertThat(known.left()).isEqualTo(Duration.ofSeconds(3)))
                .satisfies(known -> assertThat(known.said())
                        .startsWith("lease held until ")
                        .endsWith("; the arbiter does not answer: it is down"));
        assertThat(held(PART, 9)).isFalse();
        assertThat(lease.known(PART, at(9)).said()).isEqualTo("the arbiter does not answer: it is down");
        lease.replied(new Reply(ask(PART, 9), null, "it is down"), WALL, at(9.1));
        assertThat(lease.next(PART, at(9.9))).isNull();
        assertThat(lease.next(PART, at(10))).isNotNull();
    }

    @Test
    void oneQuestionIsOpenAtMostAndAnAnswerToAnotherIsDropped() {
        long number = ask(PART, 0);

        assertThat(lease.next(PART, at(5))).isNull();
        assertThat(lease.next(OTHER, at(5))).isNull();
        assertThat(grant(number + 1, 1)).isZero();
        lease.replied(new Reply(number, null, "late"), WALL, at(3));
        assertThat(grant(number, 3.1)).isZero();
        assertThat(held(PART, 3.1)).isFalse();
    }

    @Test
    void anAnswerCountsForThePartThatWasAskedFor() {
        long number = ask(PART, 0);
        assertThat(held(OTHER, 0.5)).isFalse();
        grant(number, 1);

        assertThat(held(OTHER, 1)).isFalse();
        assertThat(ask(OTHER, 1)).as("asked for at once").isPositive();
    }

    @Test
    void aRefusalEndsWhatWasHeld() {
        grant(ask(PART, 0), 0.1);
        lease.replied(new Reply(ask(PART, 4), new Answer.Refused("held by [c#1]"), ""), WALL, at(4.1));

        assertThat(held(PART, 4.1)).isFalse();
        assertThat(lease.known(PART, at(4.1)).said()).isEqualTo("the arbiter has refused: held by [c#1]");
    }

    @Test
    void anArbiterMayGrantLessThanItWasAskedForAndNotMore() {
        lease.replied(new Reply(ask(PART, 0), new Answer.Granted(Duration.ofSeconds(5)), ""), WALL, at(0.1));
        assertThat(held(PART, 4.4)).isTrue();
        assertThat(held(PART, 4.5)).isFalse();

        lease.replied(new Reply(ask(PART, 5), new Answer.Granted(Duration.ofDays(1)), ""), WALL, at(5.1));
        assertThat(held(PART, 14.1)).isFalse();
    }

    @Test
    void withoutVotersOrAnArbiterItIsNotAskedFor() {
        assertThat(lease.next(List.of(), 0)).isNull();
        assertThat(new PartLease(Arbitration.NONE).next(PART, 0)).isNull();
    }
}
