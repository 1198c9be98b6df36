package io.processhub.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.handover.IncomingHandover.Attempt;
import io.processhub.process.ProcessType;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import io.processhub.wire.Packet.HandoverMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: a target starts with the whole state, once, and of two offers takes the right one. */
final class IncomingMoveTest {
    private static final NodeId SOURCE = new NodeId("a", 1);
    private static final NodeId OTHER = new NodeId("b", 1);
    private static final long EPOCH = 7;
    private static final long TICKET = 5;

    private final IncomingHandover.Move move = offer(SOURCE, 1, EPOCH);

    private static IncomingHandover.Move offer(NodeId source, long attempt, long epoch) {
        return new IncomingHandover.Move(
                new Attempt(intent().id(), source, attempt),
                TICKET,
                new HandoverMessage.Offer(intent(), epoch, epoch, true, List.of()));
    }

    private static Intent intent() {
        ProcessSpec<?> spec = ProcessType.of("t", Object.class).spec("p");
        return new Intent(spec.id(), new Stamp(1, SOURCE), new Intent.Wanted(spec, Metadata.NONE));
    }

    private static HandoverMessage.Part part(int from, byte... bytes) {
        return new HandoverMessage.Part(TICKET, true, 4, from, bytes);
    }

    private void takeAll() {
        move.take(part(0, (byte) 1, (byte) 2, (byte) 3, (byte) 4));
    }

    @Test
    void theStateIsCompleteWhenItsPartsHaveArrivedInOrder() {
        move.take(part(2, (byte) 3, (byte) 4));
        move.take(part(0, (byte) 1, (byte) 2));
        assertThat(move.complete()).isFalse();

        move.take(part(2, (byte) 3, (byte) 4));

        assertThat(move.complete()).isTrue();
    }

    @Test
    void aStateOfManyPartsArrivesAsItWasSent() {
        byte[] state = new byte[100_000];
        new Random(3).nextBytes(state);
        for (int from = 0; from < state.length; from += 7_000) {
            byte[] bytes = Arrays.copyOfRange(state, from, Math.min(from + 7_000, state.length));
            move.take(new HandoverMessage.Part(TICKET, true, state.length, from, bytes));
        }

        assertThat(move.handOut()).isEqualTo(state);
    }

    @Test
    void aStateThatIsAnnouncedButNotSentCostsNothing() {
        move.take(new HandoverMessage.Part(TICKET, true, Integer.MAX_VALUE, 0, new byte[1]));

        assertThat(move.received()).isEqualTo(1);
        assertThat(move.complete()).isFalse();
    }

    @Test
    void theStateIsHandedOutOnceAndNotKept() {
        takeAll();

        assertThat(move.handOut()).containsExactly(1, 2, 3, 4);
        assertThat(move.handOut()).isEmpty();
        assertThat(move.complete()).isTrue();
    }

    @Test
    void ofTwoOfferedCopiesTheLaterIsTaken() {
        assertThat(offer(OTHER, 1, EPOCH + 1).mayReplace(move)).isTrue();
        assertThat(offer(OTHER, 1, EPOCH - 1).mayReplace(move)).isFalse();
        assertThat(offer(SOURCE, 2, EPOCH).mayReplace(move)).isTrue();
        assertThat(offer(SOURCE, 1, EPOCH).mayReplace(move)).isFalse();
    }

    @Test
    void aMoveWhoseStateIsCompleteIsNotReplaced() {
        takeAll();

        assertThat(offer(OTHER, 1, EPOCH + 1).mayReplace(move)).isFalse();
        assertThat(offer(SOURCE, 2, EPOCH).mayReplace(move)).isFalse();
    }

    @Test
    void aMoveBelongsToOneAttemptOfOneSource() {
        assertThat(move.is(new Attempt(intent().id(), SOURCE, 1))).isTrue();
        assertThat(move.is(new Attempt(intent().id(), SOURCE, 2))).isFalse();
        assertThat(move.is(new Attempt(intent().id(), OTHER, 1))).isFalse();
    }

    @Test
    void aCopyOfTheSourceThatWasNotSeenYetHasNotEnded() {
        assertThat(move.sourceEnded(null)).isFalse();
        assertThat(move.sourceEnded(EPOCH - 1)).isFalse();
        assertThat(move.sourceEnded(EPOCH)).isFalse();
        assertThat(move.sourceEnded(null)).isTrue();
    }

    @Test
    void aLaterCopyOfTheSourceMeansThatTheFirstHasEnded() {
        assertThat(move.sourceEnded(EPOCH + 1)).isTrue();
    }
}
