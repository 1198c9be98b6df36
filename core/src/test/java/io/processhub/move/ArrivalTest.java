package io.processhub.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.process.Metadata;
import io.processhub.process.ProcessSpec;
import io.processhub.registry.Intent;
import io.processhub.registry.Stamp;
import io.processhub.wire.Moving;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: a target starts with the whole state, once, and remembers a move for as long as its source may ask. */
final class ArrivalTest {
    private static final NodeId SOURCE = new NodeId("a", 1);
    private static final NodeId OTHER = new NodeId("b", 1);
    private static final long EPOCH = 7;

    private final Arrival arrival =
            new Arrival(intent().id(), SOURCE, 1, 5, new Moving.Offer(intent(), EPOCH, EPOCH, true, List.of()));

    private static Intent intent() {
        ProcessSpec spec = ProcessSpec.of("p", "t");
        return new Intent(spec.id(), new Stamp(1, SOURCE), new Intent.Wanted(spec, Metadata.NONE));
    }

    private static Moving.Part part(int from, byte... bytes) {
        return new Moving.Part(5, true, 4, from, bytes);
    }

    @Test
    void itIsCompleteOnceAndKeepsNothing() {
        arrival.take(part(2, (byte) 3, (byte) 4));
        assertThat(arrival.complete()).isFalse();
        arrival.take(part(0, (byte) 1, (byte) 2));
        arrival.take(part(2, (byte) 3, (byte) 4));

        assertThat(arrival.complete()).isTrue();
        assertThat(arrival.complete()).isFalse();
        assertThat(arrival.handOut()).containsExactly(1, 2, 3, 4);
        assertThat(arrival.handOut()).isEmpty();
    }

    private static Arrival offer(NodeId source, long attempt, long epoch) {
        return new Arrival(
                intent().id(), source, attempt, 5, new Moving.Offer(intent(), epoch, epoch, true, List.of()));
    }

    private static Arrival yielding(NodeId source, long attempt, long epoch) {
        return new Arrival(intent().id(), source, attempt, 5, new Moving.Yield(epoch, 9, true, List.of()));
    }

    @Test
    void ofTwoCopiesThatAreOfferedTheLaterIsTaken() {
        assertThat(offer(OTHER, 1, EPOCH + 1).mayReplace(arrival)).isTrue();
        assertThat(offer(OTHER, 1, EPOCH - 1).mayReplace(arrival)).isFalse();
        assertThat(offer(SOURCE, 2, EPOCH).mayReplace(arrival)).isTrue();
        assertThat(offer(SOURCE, 1, EPOCH).mayReplace(arrival)).isFalse();
    }

    @Test
    void whatHasBegunToStartIsNotReplaced() {
        arrival.take(part(0, (byte) 1, (byte) 2, (byte) 3, (byte) 4));
        assertThat(arrival.complete()).isTrue();

        assertThat(offer(OTHER, 1, EPOCH + 1).mayReplace(arrival)).isFalse();
    }

    @Test
    void whoYieldsWaitsForItsTurn() {
        assertThat(yielding(OTHER, 1, EPOCH + 1).mayReplace(yielding(SOURCE, 1, EPOCH)))
                .isFalse();
        assertThat(yielding(SOURCE, 2, EPOCH).mayReplace(yielding(SOURCE, 1, EPOCH)))
                .isTrue();
    }

    @Test
    void aPartWithAnotherTicketIsNotExpected() {
        assertThat(arrival.expects(SOURCE, 1, part(0))).isTrue();
        assertThat(arrival.expects(SOURCE, 2, part(0))).isFalse();
        assertThat(arrival.expects(OTHER, 1, part(0))).isFalse();
        assertThat(arrival.expects(SOURCE, 1, new Moving.Part(6, true, 4, 0, new byte[4])))
                .isFalse();
    }

    @Test
    void aSourceThatWasNotHeardOfYetHasNotEnded() {
        assertThat(arrival.sourceEnded(null)).isFalse();
        assertThat(arrival.sourceEnded(EPOCH - 1)).isFalse();
        assertThat(arrival.sourceEnded(EPOCH)).isFalse();
        assertThat(arrival.sourceEnded(null)).isTrue();
    }

    @Test
    void aSourceThatRunsALaterCopyHasEndedTheFirst() {
        assertThat(arrival.sourceEnded(EPOCH + 1)).isTrue();
    }
}
