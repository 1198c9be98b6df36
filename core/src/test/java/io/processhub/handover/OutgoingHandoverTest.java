package io.processhub.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.handover.OutgoingHandover.Phase;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Packet.HandoverMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutgoingHandoverTest {
    private static final Terms TERMS = Terms.STANDARD.stateBytesMax(1_000_000);

    private final List<String> actions = new ArrayList<>();
    private final OutgoingHandover handover = new OutgoingHandover(TERMS, new Recorder());

    private final class Recorder implements OutgoingHandover.Port {
        @Override
        public void send(HandoverMessage.FromSource message) {
            actions.add(
                    message instanceof HandoverMessage.Part part
                            ? "part " + part.from() + "+" + part.bytes().length
                            : message.getClass().getSimpleName());
        }

        @Override
        public void offer() {
            actions.add("offer");
        }

        @Override
        public void hold() {
            actions.add("hold");
        }

        @Override
        public void resume() {
            actions.add("resume");
        }

        @Override
        public void arrived() {
            actions.add("arrived");
        }

        @Override
        public void settled() {
            actions.add("settled");
        }

        @Override
        public void failed(OutgoingHandover.End end, String reason) {
            actions.add("failed " + end);
        }
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }

    private List<String> since() {
        List<String> all = List.copyOf(actions);
        actions.clear();
        return all;
    }

    private void sent(int bytes) {
        handover.begin(0);
        handover.received(new HandoverMessage.Ready(5), 0);
        handover.held(new byte[bytes], 0);
    }

    @Test
    void aHandoverGoesThroughItsPhases() {
        sent(100);
        handover.received(new HandoverMessage.Received(5, 100), 0);
        handover.received(new HandoverMessage.Arrived(), 0);

        assertThat(handover.phase()).isEqualTo(Phase.ARRIVED);
        assertThat(since()).containsExactly("offer", "hold", "part 0+100", "arrived");
        handover.sourceGone();
        assertThat(since()).isEmpty();
    }

    @Test
    void theTargetGoesOnWithTheWholeStateWhenTheSourceEnds() {
        sent(100);
        since();

        handover.sourceGone();

        assertThat(since()).isEmpty();
    }

    @Test
    void theOfferIsWithdrawnWhenTheSourceEndsBeforeTheStateIsSent() {
        handover.begin(0);
        since();

        handover.sourceGone();

        assertThat(since()).containsExactly("Withdraw");
    }

    @Test
    void aSlowTargetIsNotFlooded() {
        sent(1_000_000);
        assertThat(since().stream().filter(action -> action.startsWith("part"))).hasSize(8);
        assertThat(handover.phase()).isEqualTo(Phase.SENDING);

        handover.received(new HandoverMessage.Received(4, 500_000), 0);
        assertThat(since()).isEmpty();

        handover.received(new HandoverMessage.Received(5, 16_384), 0);
        assertThat(since()).containsExactly("part 131072+16384");
    }

    @Test
    void aLostPartIsSentAgain() {
        sent(100);
        since();

        handover.tick(seconds(1));

        assertThat(since()).containsExactly("part 0+100");
    }

    @Test
    void beforeTheLastPartTheSourceGivesUpByItself() {
        sent(1_000_000);
        since();

        handover.tick(seconds(6));

        assertThat(since()).containsExactly("Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void afterTheLastPartTheSourceStaysQuietUntilTheTargetHasAnswered() {
        sent(100);
        since();

        handover.tick(seconds(6));
        handover.tick(seconds(60));
        assertThat(since()).containsExactly("Withdraw", "Withdraw");

        handover.received(new HandoverMessage.Refused("withdrawn"), seconds(61));
        assertThat(since()).containsExactly("resume", "failed REFUSED");
    }

    @Test
    void aTargetThatRunsTheProcessAnswersAWithdrawalWithArrived() {
        sent(100);
        handover.recall(seconds(1));
        since();

        handover.received(new HandoverMessage.Arrived(), seconds(2));

        assertThat(handover.phase()).isEqualTo(Phase.ARRIVED);
        assertThat(since()).containsExactly("arrived");
    }

    @Test
    void aTargetThatTakesNoStateEndsTheHandoverInEveryPhase() {
        handover.begin(0);
        handover.received(new HandoverMessage.Settled(), 0);
        handover.received(new HandoverMessage.Settled(), 0);
        handover.received(new HandoverMessage.Ready(5), 0);

        assertThat(since()).containsExactly("offer", "settled");
    }

    @Test
    void theSourceGoesOnWhenTheTargetIsLostInAnyPhase() {
        sent(100);
        handover.received(new HandoverMessage.Arrived(), 0);
        since();

        handover.targetLost();
        handover.targetLost();

        assertThat(since()).containsExactly("resume", "failed INTERRUPTED");
    }

    @Test
    void aProcessThatDoesNotHandOutItsStateInTimeGoesOn() {
        handover.begin(0);
        handover.received(new HandoverMessage.Ready(5), 0);
        since();

        handover.tick(seconds(4));
        handover.held(new byte[10], seconds(5));

        assertThat(since()).containsExactly("Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void aProcessThatCannotHandOutItsStateGoesOn() {
        handover.begin(0);
        handover.received(new HandoverMessage.Ready(5), 0);
        since();

        handover.holdFailed("not now", 0);

        assertThat(since()).containsExactly("Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void theSourceGoesOnWhenTheTargetCannotStartTheProcess() {
        sent(100);
        since();

        handover.received(new HandoverMessage.Refused("it cannot start"), 0);

        assertThat(since()).containsExactly("resume", "failed REFUSED");
    }

    @Test
    void aRecallEndsTheHandover() {
        handover.begin(0);
        handover.received(new HandoverMessage.Ready(5), 0);
        since();

        handover.recall(0);

        assertThat(since()).containsExactly("Withdraw", "resume", "failed INTERRUPTED");
    }

    @Test
    void aStateThatIsTooLongIsNotSent() {
        sent(1_000_001);

        assertThat(since()).containsExactly("offer", "hold", "Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void theProcessIsNotHeldWhileTheTargetIsSilent() {
        handover.begin(0);
        handover.tick(seconds(1));
        handover.tick(seconds(11));

        assertThat(since()).containsExactly("offer", "offer", "Withdraw", "failed REFUSED");
    }
}
