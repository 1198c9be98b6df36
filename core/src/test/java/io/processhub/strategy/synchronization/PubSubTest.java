package io.processhub.strategy.synchronization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Head;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PubSubTest {
    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId ANNA = new NodeId("anna", 1);
    private static final NodeId BERT = new NodeId("bert", 1);

    private static final Delta WRITE = new Delta(SELF, 6, 7, 0, List.of());

    private final RecordingContext context = new RecordingContext(SELF, Map.of(SELF, 7L, ANNA, 3L, BERT, 0L));
    private final Synchronizer synchronizer = new PubSub().open(context);

    @Test
    void aWriteGoesToEveryPeerAtOnce() {
        synchronizer.onWrite(WRITE, List.of(ANNA));

        assertThat(context.sent())
                .containsExactly(new RecordingContext.Sent(List.of(ANNA, BERT), new SyncMessage.News(WRITE)));
    }

    @Test
    void aNodeThatIsAloneSendsNothing() {
        var desert = new RecordingContext(SELF, Map.of(SELF, 7L));
        var alone = new PubSub().open(desert);

        alone.onWrite(WRITE, List.of());
        alone.onTick();

        assertThat(desert.sent()).isEmpty();
    }

    @Test
    void atEveryIntervalEachPeerHearsHowFarBothLogsAreKnown() {
        synchronizer.onTick();

        assertThat(context.sent())
                .containsExactly(
                        offer(ANNA, new Head(SELF, 7), new Head(ANNA, 3)),
                        offer(BERT, new Head(SELF, 7), new Head(BERT, 0)));
    }

    private static RecordingContext.Sent offer(NodeId to, Head... heads) {
        return new RecordingContext.Sent(List.of(to), new SyncMessage.Offer(List.of(heads)));
    }

    @Test
    void theAuthorIsAskedForWhatIsMissing() {
        assertThat(synchronizer.source(ANNA, 0)).isEqualTo(ANNA);
        assertThat(synchronizer.source(ANNA, 5)).isEqualTo(ANNA);
    }

    @Test
    void theTextTellsTheOptions() {
        assertThat(new PubSub(Duration.ofSeconds(2))).hasToString("PubSub[interval=PT2S]");
        assertThat(new PubSub().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThatIllegalArgumentException().isThrownBy(() -> new PubSub(Duration.ZERO));
    }
}
