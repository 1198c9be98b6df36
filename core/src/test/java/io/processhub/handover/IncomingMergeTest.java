package io.processhub.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.handover.IncomingHandover.Attempt;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet.HandoverMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: a survivor merges one state after the other, and each one whole. */
final class IncomingMergeTest {
    private static final NodeId SOURCE = new NodeId("a", 1);
    private static final NodeId OTHER = new NodeId("b", 1);

    private static IncomingHandover.Merge merge(NodeId source, long attempt) {
        return new IncomingHandover.Merge(
                new Attempt(ProcessId.of("p"), source, attempt),
                5,
                new HandoverMessage.Conflict(7, 9, true, List.of()));
    }

    @Test
    void anotherSourceWaitsUntilTheMergeIsOver() {
        assertThat(merge(OTHER, 2).mayReplace(null)).isTrue();
        assertThat(merge(OTHER, 2).mayReplace(merge(SOURCE, 1))).isFalse();
    }

    @Test
    void aLaterAttemptOfTheSameSourceReplacesAnEarlierOne() {
        assertThat(merge(SOURCE, 2).mayReplace(merge(SOURCE, 1))).isTrue();
        assertThat(merge(SOURCE, 1).mayReplace(merge(SOURCE, 2))).isFalse();
    }

    @Test
    void aMergeWhoseStateIsCompleteIsNotReplaced() {
        IncomingHandover.Merge known = merge(SOURCE, 1);
        known.take(new HandoverMessage.Part(5, true, 1, 0, new byte[1]));

        assertThat(merge(SOURCE, 2).mayReplace(known)).isFalse();
    }
}
