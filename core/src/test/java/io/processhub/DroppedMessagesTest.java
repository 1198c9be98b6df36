package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.MessageType;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The status of the node that drops a message tells how many, and why. */
final class DroppedMessagesTest {
    private final Hubs hubs = new Hubs();
    private final CountDownLatch open = new CountDownLatch(1);
    private final ProcessHub a = hubs.start("a", this::older);
    private final ProcessHub b =
            hubs.start("b", hub -> older(hub).message(MessageType.of("new", New.class, MethodHandles.lookup())));
    private final List<ProcessHub> pair = List.of(a, b);

    private record New() {}

    private HubBuilder older(HubBuilder hub) {
        return hub.runLoop(ProcessType.runLoop("loop"), () -> context -> open.await())
                .process(ProcessType.of("busy", Object.class), () -> message -> open.await());
    }

    @AfterEach
    void close() {
        open.countDown();
        hubs.close();
    }

    private ProcessId onA(String type) {
        Eventually.holds(() -> assertThat(pair).allMatch(hub -> hub.nodes().size() == 2));
        var spec = ProcessType.of(type, Object.class).spec(Hubs.nameOn(a, pair)).mailboxMax(1);
        Hubs.run(a, spec);
        Eventually.holds(() -> assertThat(Hubs.hosts(b, spec.id())).containsExactly(a.self()));
        return spec.id();
    }

    private void assertDropped(Reason reason) {
        Eventually.holds(() -> assertThat(a.status().local().dropped()).isEqualTo(Map.of(reason, 1L)));
        assertThat(b.status().local().dropped()).isEmpty();
    }

    @Test
    void aMessageToARunLoop() {
        b.untyped(onA("loop")).tell("hello");

        assertDropped(Reason.NO_MAILBOX);
    }

    @Test
    void aMessageOfATypeThatIsNotRegisteredThere() {
        b.untyped(onA("busy")).tell(new New());

        assertDropped(Reason.NOT_SERIALISABLE);
    }
}
