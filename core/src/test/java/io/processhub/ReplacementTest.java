package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.RestartLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a process that cannot start, when a better intent is set for its name. */
final class ReplacementTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Waits a minute before its first restart. */
    private static final RestartLimit PATIENT = new RestartLimit(5, Duration.ofHours(1), MINUTE, MINUTE, MINUTE);

    /** Is parked at its first crash. */
    private static final RestartLimit STRICT = new RestartLimit(0, MINUTE, Duration.ZERO, Duration.ZERO, MINUTE);

    private static final ProcessSpec<?> BAD =
            ProcessType.of("picky", Object.class).spec("p").argument("bad");
    private static final ProcessSpec<?> GOOD =
            ProcessType.of("picky", Object.class).spec("p").argument("good");

    private final Hubs hubs = new Hubs();
    private final ProcessHub hub =
            hubs.start("a", builder -> builder.process(ProcessType.of("picky", Object.class), Picky::new));

    /** Starts only with a good argument, which it repeats. */
    private static final class Picky implements HubProcess<Object> {
        private String argument = "";

        @Override
        public void onStart(ProcessContext<Object> context) {
            argument = context.argument();
            if (argument.equals("bad")) {
                throw new IllegalStateException("a bad argument");
            }
        }

        @Override
        public void onMessage(Message<Object> message) {
            message.replyUntyped(argument);
        }
    }

    @AfterEach
    void closeHubs() {
        hubs.close();
    }

    @Test
    void aProcessThatWaitsForItsRestartGivesWayToABetterSpec() {
        assertThat(Eventually.ends(hub.ensure(BAD.limit(PATIENT))).result()).isInstanceOf(StartResult.Failed.class);

        hub.stop(BAD.id());
        StartResult result = Eventually.ends(hub.start(GOOD)).result();

        assertThat(result).isInstanceOf(StartResult.Started.class);
        assertThat(Eventually.ends(hub.untyped(GOOD.id()).ask("?", String.class)))
                .isEqualTo("good");
    }

    @Test
    void aParkedProcessGivesWayToABetterSpec() {
        hub.ensure(BAD.limit(STRICT));
        Eventually.holds(() -> assertThat(hub.status().registry().waiting()).isOne());

        hub.stop(BAD.id());
        StartResult result = Eventually.ends(hub.start(GOOD)).result();

        assertThat(result).isInstanceOf(StartResult.Started.class);
    }

    @Test
    void aRollBackLeavesWhatWasWantedBefore() {
        assertThat(Eventually.ends(hub.ensure(BAD.limit(PATIENT))).result()).isInstanceOf(StartResult.Failed.class);
        var options = StartOptions.STANDARD
                .checkExisting(false)
                .onFailure(StartOptions.OnFailure.ROLL_BACK)
                .timeout(Duration.ofMillis(300));

        var report = Eventually.ends(hub.startAll(
                List.of(BAD, ProcessType.of("echo", Object.class).spec("q")), options));

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.results().getLast()).isInstanceOf(StartResult.RolledBack.class);
        assertThat(hub.lookup(BAD.id())).isPresent();
        assertThat(hub.lookup(ProcessType.of("echo", Object.class).spec("q").id()))
                .isEmpty();
    }
}
