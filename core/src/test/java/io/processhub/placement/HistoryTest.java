package io.processhub.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.placement.Insight.History;
import io.processhub.registry.Instance.EndCause;
import io.processhub.spec.ProcessId;
import io.processhub.spec.StartReason;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private static final NodeId NODE = new NodeId("a", 1);
    private static final ProcessId ID = ProcessId.of("p");

    private final History history = new History();

    private static ProcessEvent started(ProcessId id, long epoch, StartReason reason) {
        return new HubEvent.ProcessStarted(Instant.ofEpochMilli(epoch), id, NODE, epoch, reason);
    }

    private static ProcessEvent ended(ProcessId id, long epoch) {
        return new HubEvent.ProcessEnded(Instant.ofEpochMilli(epoch), id, NODE, epoch, EndCause.CRASHED);
    }

    @Test
    void whatHappenedIsRememberedInOrder() {
        ProcessEvent ended = ended(ID, 1);
        ProcessEvent restarted = started(ID, 2, StartReason.RESTARTED);

        history.remember(ended);
        history.remember(restarted);

        assertThat(history.of(ID)).containsExactly(ended, restarted);
        assertThat(history.of(ProcessId.of("q"))).isEmpty();
    }

    @Test
    void aFirstStartTakesNoRoomButALaterOneIsTold() {
        history.remember(started(ID, 1, StartReason.FRESH));
        assertThat(history.of(ID)).isEmpty();

        history.remember(ended(ID, 1));
        history.remember(started(ID, 2, StartReason.FRESH));
        assertThat(history.of(ID)).hasSize(2);
    }

    @Test
    void ofOneProcessTheLastEventsAreKept() {
        List<ProcessEvent> events = IntStream.rangeClosed(1, History.EVENTS_MAX + 3)
                .mapToObj(epoch -> ended(ID, epoch))
                .toList();

        events.forEach(history::remember);

        assertThat(history.of(ID)).isEqualTo(events.subList(3, events.size()));
    }

    @Test
    void ofManyProcessesThoseAreKeptToWhichSomethingHappenedLast() {
        List<ProcessId> ids = IntStream.range(0, History.PROCESSES_MAX)
                .mapToObj(number -> ProcessId.of("p" + number))
                .toList();
        ids.forEach(id -> history.remember(ended(id, 1)));

        history.remember(ended(ids.getFirst(), 2));
        history.remember(ended(ProcessId.of("another"), 1));

        assertThat(history.of(ids.getFirst())).hasSize(2);
        assertThat(history.of(ids.get(1))).isEmpty();
        assertThat(history.of(ids.get(2))).hasSize(1);
    }
}
