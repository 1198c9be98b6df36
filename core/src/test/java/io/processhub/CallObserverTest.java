package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an observer of calls sees and sends, on one node and across two. */
final class CallObserverTest {
    private static final ProcessType<String> TYPE = ProcessType.of("noted", String.class, String.class);
    private static final ProcessId ID = new ProcessId("p");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Map<String, String>> headers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final Hubs hubs = new Hubs();

    /** Numbers what it follows, and writes down what becomes of it. */
    private final class Recorder implements CallObserver {
        @Override
        public Sending sending(ProcessId to, String type, boolean asks, Object message) {
            seen.add("sending " + message + " to " + to + " of " + type + (asks ? ", asking" : ""));
            return new Sending() {
                @Override
                public Map<String, String> headers() {
                    return Map.of("trace", String.valueOf(message));
                }

                @Override
                public void done(@Nullable Throwable failure, boolean remote) {
                    seen.add("sent " + message + (remote ? " away" : "")
                            + (failure == null ? "" : ": " + failure.getClass().getSimpleName()));
                }
            };
        }

        @Override
        public Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
            seen.add("handling " + message.body() + " with " + message.headers());
            return new Handling() {
                @Override
                public void done(@Nullable Throwable failure) {
                    seen.add("handled " + message.body() + (failure == null ? "" : ": " + failure.getMessage()));
                }
            };
        }
    }

    private HubProcess<String> noting() {
        return message -> {
            headers.add(message.headers());
            switch (message.body()) {
                case "wait" -> held.await();
                case "crash" -> throw new IllegalStateException("asked to crash");
                default -> message.replyUntyped(message.body());
            }
        };
    }

    private UnaryOperator<HubBuilder> observed(CallObserver observer) {
        return settings -> settings.process(TYPE, this::noting).observer(observer);
    }

    private ProcessRef<String> alone(CallObserver observer) {
        ProcessHub hub = hubs.start("a", observed(observer));
        Hubs.run(hub, TYPE.spec("p"));
        return hub.ref(TYPE, ID);
    }

    private void sees(String... lines) {
        Eventually.holds(() -> assertThat(seen).contains(lines));
    }

    @AfterEach
    void close() {
        held.countDown();
        hubs.close();
    }

    @Test
    void aMessageIsFollowedFromItsSenderToTheEndOfItsHandler() {
        ProcessRef<String> ref = alone(new Recorder());

        ref.tell("hi");

        Eventually.holds(() -> assertThat(seen)
                .containsExactlyInAnyOrder(
                        "sending hi to p of noted", "sent hi", "handling hi with {trace=hi}", "handled hi"));
    }

    @Test
    void theEndOfAQuestionIsItsAnswer() {
        ProcessRef<String> ref = alone(new Recorder());

        assertThat(Eventually.ends(ref.ask("q", String.class))).isEqualTo("q");

        sees("sending q to p of noted, asking", "sent q");
    }

    @Test
    void failuresAreSeenOnBothSides() {
        ProcessRef<String> ref = alone(new Recorder());

        assertThatThrownBy(() -> Eventually.ends(ref.ask("crash", String.class)))
                .hasCauseInstanceOf(ProcessException.class);

        sees("handled crash: asked to crash", "sent crash: ProcessException");
    }

    @Test
    void whatIsRefusedAtOnceHasFailed() {
        ProcessHub hub = hubs.start("a", observed(new Recorder()));

        assertThatThrownBy(() -> hub.ref(TYPE, "absent").tell("hi")).isInstanceOf(ProcessException.class);

        assertThat(seen).containsExactly("sending hi to absent of noted", "sent hi: ProcessException");
    }

    @Test
    void headersCrossNodes() {
        List<ProcessHub> pair = hubs.start(2, observed(new Recorder()));
        String name = Hubs.nameOn(pair.getLast(), pair);
        Hubs.run(pair.getFirst(), TYPE.spec(name));

        assertThat(Eventually.ends(pair.getFirst().ref(TYPE, name).ask("far", String.class)))
                .isEqualTo("far");

        sees("handling far with {trace=far}", "sent far away");
    }

    @Test
    void headersStayWithMessagesThatWaitWhileTheirProcessMoves() {
        List<ProcessHub> pair = hubs.start(2, observed(new Recorder()));
        ProcessHub host = pair.getLast();
        String name = Hubs.nameOn(host, pair);
        Hubs.run(host, TYPE.spec(name));
        ProcessRef<String> ref = host.ref(TYPE, name);
        ref.tell("wait");
        List<String> bodies = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
        bodies.forEach(ref::tell);

        var left = host.closeAsync(Duration.ofSeconds(10));
        Eventually.holds(() -> assertThat(host.status().phase()).isEqualTo(HubStatus.Phase.LEAVING));
        held.countDown();
        Eventually.ends(left);

        Eventually.holds(() -> assertThat(values()).containsExactlyInAnyOrder("wait", "m0", "m1", "m2", "m3", "m4"));
    }

    private Collection<String> values() {
        return headers.stream().flatMap(each -> each.values().stream()).collect(Collectors.toList());
    }

    @Test
    void moreHeadersThanAreAllowedAreLeftOut() {
        Map<String, String> many =
                IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> "h" + i, String::valueOf));
        ProcessRef<String> ref = alone(sending(many));

        ref.tell("hi");

        Eventually.holds(() -> assertThat(headers)
                .singleElement()
                .satisfies(kept -> assertThat(many).containsAllEntriesOf(kept).hasSizeGreaterThan(kept.size()))
                .satisfies(kept -> assertThat(kept).hasSize(Message.HEADERS_MAX)));
    }

    @Test
    void aHeaderThatIsTooLongIsLeftOut() {
        ProcessRef<String> ref = alone(sending(Map.of("long", "x".repeat(Message.HEADER_CHARACTERS_MAX))));

        ref.tell("hi");

        Eventually.holds(() -> assertThat(headers).containsExactly(Map.of()));
    }

    private static CallObserver sending(Map<String, String> headers) {
        return new CallObserver() {
            @Override
            public Sending sending(ProcessId to, String type, boolean asks, Object message) {
                return new Sending() {
                    @Override
                    public Map<String, String> headers() {
                        return headers;
                    }
                };
            }
        };
    }

    @Test
    void anObserverThatThrowsHoldsUpNothing() {
        ProcessRef<String> ref = alone(new CallObserver() {
            @Override
            public Sending sending(ProcessId to, String type, boolean asks, Object message) {
                throw new IllegalStateException("an observer's own fault");
            }

            @Override
            public boolean follows(ProcessId to) {
                throw new IllegalStateException("an observer's own fault");
            }
        });

        assertThat(Eventually.ends(ref.ask("hi", String.class))).isEqualTo("hi");
    }

    @Test
    void severalObserversFollowOneAfterAnother() {
        ProcessHub hub = hubs.start(
                "a", settings -> observed(new Recorder()).apply(settings).observer(sending(Map.of("other", "1"))));
        Hubs.run(hub, TYPE.spec("p"));

        hub.ref(TYPE, ID).tell("hi");

        sees("handling hi with {other=1, trace=hi}");
    }

    @Test
    void withoutAnObserverThereAreNoHeaders() {
        ProcessHub hub = hubs.start("a", settings -> settings.process(TYPE, this::noting));
        Hubs.run(hub, TYPE.spec("p"));

        hub.ref(TYPE, ID).tell("hi");

        Eventually.holds(() -> assertThat(headers).containsExactly(Map.of()));
    }
}
