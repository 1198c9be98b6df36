package io.processhub.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HubMetersTest {
    private static final ProcessType<String> ECHO = ProcessType.of("echo", String.class, String.class);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HubMeters meters = new HubMeters("shop", registry, 1);
    private final Node node =
            Node.join(EmbeddedNetwork.create(Environment.system()).open("a"));
    private final ProcessHub hub = meters.register(ProcessHub.builder("shop")
                    .node(node)
                    .process(ECHO, () -> message -> {
                        if (message.body().equals("crash")) {
                            throw new IllegalStateException("asked to crash");
                        }
                        message.replyUntyped(message.body());
                    }))
            .start();

    HubMetersTest() {
        meters.watch(hub);
    }

    @AfterEach
    void close() {
        hub.close(Duration.ZERO);
        node.close();
    }

    private ProcessRef<String> run(String id) {
        return hub.start(ECHO.spec(id)).join().ref();
    }

    @Test
    void theStatusIsShown() {
        run("p");

        assertThat(registry.get("processhub.members").gauge().value()).isEqualTo(1);
        assertThat(registry.get("processhub.quorum").gauge().value()).isEqualTo(1);
        Settled.holds(() -> assertThat(registry.get("processhub.processes")
                        .tag("state", "wanted")
                        .gauge()
                        .value())
                .isEqualTo(1));
    }

    @Test
    void startsAndEndsAreCountedByTypeAndReason() {
        run("p");
        hub.stop(new ProcessId("p")).join();

        Settled.holds(() -> assertThat(registry.get("processhub.starts")
                        .tags("type", "echo", "reason", "fresh")
                        .counter()
                        .count())
                .isEqualTo(1));
        Settled.holds(() -> assertThat(registry.get("processhub.ends")
                        .tags("type", "echo", "cause", "stopped")
                        .counter()
                        .count())
                .isEqualTo(1));
    }

    @Test
    void messagesAreCountedAndTimed() {
        ProcessRef<String> echo = run("p");
        echo.tell("one");
        echo.ask("two", String.class).join();

        assertThat(registry.get("processhub.tell")
                        .tags("type", "echo", "target", "local", "outcome", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        Settled.holds(() -> assertThat(registry.get("processhub.ask")
                        .tags("target", "local", "outcome", "success")
                        .timer()
                        .count())
                .isEqualTo(1));
        Settled.holds(() -> assertThat(registry.get("processhub.handling")
                        .tags("type", "echo", "outcome", "success")
                        .timer()
                        .count())
                .isEqualTo(2));
        assertThat(registry.get("processhub.mailbox.wait").timer().count()).isEqualTo(2);
    }

    @Test
    void failuresHaveTheirReason() {
        ProcessRef<String> echo = run("p");

        assertThatThrownBy(() -> echo.ask("crash", String.class).join()).isNotNull();

        Settled.holds(() -> assertThat(registry.get("processhub.ask")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(1));
        Settled.holds(() -> assertThat(registry.get("processhub.handling")
                        .tag("outcome", "failure")
                        .timer()
                        .count())
                .isEqualTo(1));
    }

    @Test
    void noTagHasTheIdOfAProcess() {
        List<ProcessRef<String>> many =
                IntStream.range(0, 200).mapToObj(i -> run("process-" + i)).toList();
        many.forEach(each -> each.ask("hi", String.class).join());

        assertThat(registry.getMeters())
                .hasSizeLessThan(100)
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .noneMatch(value -> value.contains("process-"));
        assertThat(registry.getMeters()).extracting(Meter::getId).allMatch(id -> id.getTag("hub") != null);
    }

    @Test
    void typesBeyondTheFirstHundredShareATag() {
        var types = new TypeTags();
        IntStream.range(0, 100).forEach(i -> assertThat(types.of("t" + i)).isEqualTo("t" + i));

        assertThat(types.of("one more")).isEqualTo("other");
        assertThat(types.of("t7")).isEqualTo("t7");
        assertThat(types.of("")).isEqualTo("unknown");
    }

    @Test
    void aNegativeSamplingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HubMeters("shop", registry, -1))
                .withMessageContaining("sampling -1");
    }
}
