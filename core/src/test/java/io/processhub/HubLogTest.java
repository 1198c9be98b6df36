package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processhub.cluster.NodeId;
import io.processhub.environment.ManualEnvironment;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A line for each event that an operator looks for, and not one more than he can read. */
final class HubLogTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final NodeId SELF = new NodeId("a", 1);
    private static final NodeId OTHER = new NodeId("b", 1);
    private static final ProcessId ID = new ProcessId("p");

    private final Logger logger = (Logger) LoggerFactory.getLogger(HubLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing(); // keeps the context of the moment
            super.append(line);
        }
    };
    private final ManualEnvironment environment = ManualEnvironment.stepped();
    private final HubLog log = new HubLog(environment, "orders", SELF);

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private List<String> written() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static HubEvent started(NodeId node, StartReason reason) {
        return new HubEvent.ProcessStarted(NOW, ID, node, 7, reason);
    }

    @Test
    void eachEventThatConcernsThisNodeIsALine() {
        List.of(
                        new HubEvent.NodeJoined(NOW, OTHER),
                        new HubEvent.NodeLeft(NOW, OTHER),
                        started(SELF, StartReason.FAILED_OVER),
                        new HubEvent.ProcessEnded(NOW, ID, SELF, 7, EndCause.MOVED),
                        new HubEvent.RoleChanged(NOW, ID, SELF, 7, Role.PASSIVE),
                        new HubEvent.ProcessParked(NOW, ID, "no database", Duration.ofMinutes(1)),
                        new HubEvent.MoveFailed(NOW, ID, OTHER, "no answer"),
                        new HubEvent.ConflictResolved(NOW, ID, new Location(SELF, 8), new Location(OTHER, 7), true),
                        new HubEvent.RedistributionStarted(NOW),
                        new HubEvent.RedistributionFinished(NOW),
                        new HubEvent.HandingOver(NOW, 12),
                        new HubEvent.QuorumChanged(NOW, false))
                .forEach(log::event);

        assertThat(written())
                .hasSize(12)
                .contains(
                        "node b#1 left, failed or is out of reach",
                        "process p runs here: FAILED_OVER, epoch 7",
                        "process p is parked for PT1M: no database",
                        "this node must not run processes");
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
    }

    @Test
    void whatRunsOnAnotherNodeStandsInItsLog() {
        log.event(started(OTHER, StartReason.FRESH));
        log.event(new HubEvent.ProcessEnded(NOW, ID, OTHER, 7, EndCause.NODE_LOST));
        log.event(new HubEvent.RoleChanged(NOW, ID, OTHER, 7, Role.ACTIVE));

        assertThat(written()).isEmpty();
    }

    @Test
    void theContextHasHubNodeAndProcess() {
        log.event(started(SELF, StartReason.FRESH));
        log.event(new HubEvent.NodeJoined(NOW, OTHER));

        assertThat(lines.list.getFirst().getMDCPropertyMap())
                .isEqualTo(Map.of("hub", "orders", "node", "a#1", "process", "p"));
        assertThat(lines.list.getLast().getMDCPropertyMap()).isEqualTo(Map.of("hub", "orders", "node", "a#1"));
    }

    @Test
    void crashesAndFailedStartsHaveTheirCause() {
        var cause = new IllegalStateException("expected by this test");

        log.crashed(ID, cause);
        log.startFailed(ID, cause);

        assertThat(written()).containsExactly("process p crashed", "process p did not start");
        assertThat(lines.list).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("expected by this test");
        });
    }

    /** Crashes at the first message, or does not even start. */
    private static final class Fragile implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) {
            if (context.id().value().equals("stillborn")) {
                throw new IllegalStateException("expected by this test");
            }
        }

        @Override
        public void onMessage(Message<Object> message) {
            throw new IllegalStateException("expected by this test");
        }
    }

    @Test
    void aHubWritesWhatBecomesOfMembersAndProcesses() {
        ProcessType<Object> fragile = ProcessType.of("fragile", Object.class);
        try (var hubs = new Hubs()) {
            List<ProcessHub> pair = hubs.start(2, hub -> hub.process(fragile, Fragile::new));
            ProcessHub first = pair.getFirst();
            NodeId lost = pair.getLast().self();
            String there = Hubs.nameOn(pair.getLast(), pair);
            Hubs.run(first, fragile.spec(there));
            hubs.network.crash(lost);
            Eventually.holds(() -> assertThat(written())
                    .anyMatch(line -> line.startsWith("process " + there + " runs here: FAILED_OVER")));
            first.untyped(there).tell("crash");
            Eventually.holds(() -> assertThat(written()).contains("process " + there + " crashed"));
            Eventually.ends(first.stop(new ProcessId(there)));
            Eventually.ends(first.start(fragile.spec("stillborn")));

            Eventually.holds(() -> assertThat(written())
                    .contains(
                            "node " + lost + " joined",
                            "node " + lost + " left, failed or is out of reach",
                            "process " + there + " crashed",
                            "process stillborn did not start")
                    .anyMatch(line -> line.startsWith("process " + there + " ended here: CRASHED")));
        }
    }

    @Test
    void aBurstIsCutShortAndSaysByHowMuch() {
        IntStream.range(0, HubLog.LINES_MAX + 30).forEach(n -> log.event(started(SELF, StartReason.FRESH)));
        log.event(new HubEvent.NodeJoined(NOW, OTHER));
        assertThat(written()).hasSize(HubLog.LINES_MAX + 1).endsWith("node b#1 joined");

        environment.advance(Duration.ofSeconds(1));
        log.closeWindow();
        log.event(started(SELF, StartReason.FRESH));

        assertThat(written())
                .hasSize(HubLog.LINES_MAX + 3)
                .endsWith("30 more starts", "process p runs here: FRESH, epoch 7");
    }
}
