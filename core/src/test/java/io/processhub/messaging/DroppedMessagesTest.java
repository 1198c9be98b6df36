package io.processhub.messaging;

import static io.processhub.messaging.TwoNodes.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.ManualEnvironment;
import io.processhub.messaging.TwoNodes.Note;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A message that is dropped while no caller waits to be told is counted where it is dropped. All on one thread. */
final class DroppedMessagesTest {
    private static final HubProcess<Object> SILENT = message -> {};
    private static final int MAILBOX_MAX = 1_000;

    private final ManualEnvironment environment = ManualEnvironment.stepped();
    private final TwoNodes nodes = new TwoNodes(environment);

    private void host(TwoNodes.OneNode node, HubProcess<Object> process) {
        node.hostLater(process);
        environment.run();
    }

    /** Node a has sent to b a moment ago and finds the process at home now, but no word from b comes. */
    private void moveHomeFromSilentB() {
        host(nodes.b, SILENT);
        nodes.a.untyped(ID).tell("first");
        environment.run();
        nodes.b.cut();
        host(nodes.a, SILENT);
    }

    private void endDetour() {
        environment.advance(Duration.ofSeconds(2));
    }

    @Test
    void whatDoesNotFitIntoTheMailboxAfterADetour() {
        moveHomeFromSilentB();
        nodes.a.runtime.hold(ID, 1, 1, false);
        environment.run();
        IntStream.range(0, MAILBOX_MAX + 5).forEach(n -> nodes.a.untyped(ID).tell(n));
        CompletableFuture<Object> asked = nodes.a.untyped(ID).ask("x", Object.class, Duration.ofMinutes(1));

        endDetour();

        assertThat(nodes.a.router.dropped()).isEqualTo(Map.of(Reason.MAILBOX_FULL, 5L));
        assertThat(TwoNodes.failure(asked).reason()).isEqualTo(Reason.MAILBOX_FULL);
    }

    @Test
    void whatCannotBeDecoded() {
        host(nodes.b, SILENT);

        nodes.a.untyped(ID).tell(new Note("unreadable"));
        environment.run();

        assertThat(nodes.b.router.dropped()).isEqualTo(Map.of(Reason.NOT_SERIALISABLE, 1L));
        assertThat(nodes.a.router.dropped()).isEmpty();
    }

    @Test
    void whatWaitsForAProcessThatEnds() {
        host(nodes.b, SILENT);
        nodes.b.runtime.hold(ID, 1, 1, false);
        environment.run();
        IntStream.range(0, 3).forEach(n -> nodes.a.untyped(ID).tell(n));
        CompletableFuture<Object> asked = nodes.a.untyped(ID).ask("x", Object.class);

        nodes.b.stop();
        environment.run();

        assertThat(nodes.b.router.dropped()).isEqualTo(Map.of(Reason.ENDED, 3L));
        assertThat(TwoNodes.failure(asked).reason()).isEqualTo(Reason.ENDED);
    }

    @Test
    void theLogHearsOfEachReasonOnceAMinute() {
        var heard = new ArrayList<String>();
        var losses = new DroppedMessages(environment, (id, reason, soFar) -> heard.add(reason + " " + soFar));

        IntStream.range(0, 10).forEach(n -> losses.count(ID, Reason.MAILBOX_FULL, 1));
        losses.count(ID, Reason.ENDED, 2);
        environment.advance(Duration.ofSeconds(59));
        losses.count(ID, Reason.ENDED, 2);
        environment.advance(Duration.ofSeconds(1));
        losses.count(ID, Reason.ENDED, 2);
        losses.countLateReply();

        assertThat(heard).containsExactly("MAILBOX_FULL 1", "ENDED 2", "ENDED 6");
        assertThat(losses.counts()).isEqualTo(Map.of(Reason.MAILBOX_FULL, 10L, Reason.ENDED, 6L, Reason.TIMED_OUT, 1L));
    }
}
