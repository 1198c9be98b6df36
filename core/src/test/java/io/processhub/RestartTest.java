package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.registry.Instance;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.StartReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a process that ends by itself. Neighbours run beside it in every test and must notice nothing. */
final class RestartTest {
    private static final RestartLimit EAGER =
            new RestartLimit(100, Duration.ofMinutes(1), Duration.ZERO, Duration.ofMillis(10), Duration.ofMinutes(1));

    private final Hubs hubs = new Hubs();
    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<ProcessHub> pair = hubs.start(
            2,
            builder -> builder.process(ProcessType.of("fragile", Object.class), () -> new Fragile(gate))
                    .runLoop(ProcessType.runLoop("loop"), () -> this::loop));
    private final ProcessHub first = pair.getFirst();
    private final List<ProcessId> neighbours =
            Hubs.specs(20, "fragile").stream().map(ProcessSpec::id).toList();
    private final List<Instance> before;

    RestartTest() {
        Eventually.ends(first.startAll(Hubs.specs(20, "fragile"), StartOptions.STANDARD));
        before = neighbours.stream().map(this::instance).toList();
    }

    /** Does what it is told. */
    private static final class Fragile implements HubProcess<Object> {
        private final CountDownLatch gate;
        private @Nullable ProcessContext<Object> context;

        private Fragile(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public void onStart(ProcessContext<Object> told) {
            context = told;
        }

        @Override
        public void onMessage(Message<Object> message) throws InterruptedException {
            if (message.body().equals("crash later")) {
                gate.await();
            }
            if (!message.body().equals("epoch") || context == null) {
                throw new IllegalStateException("told to crash");
            }
            message.replyUntyped(context.epoch());
        }
    }

    private void loop(ProcessContext<Void> context) throws InterruptedException {
        if (orders.take().equals("crash")) {
            throw new IllegalStateException("told to crash");
        }
    }

    @AfterEach
    void neighboursNoticedNothing() {
        gate.countDown();
        assertThat(neighbours.stream().map(this::instance)).isEqualTo(before);
        hubs.close();
    }

    private Instance instance(ProcessId id) {
        return instances(first, id).getFirst();
    }

    private static List<Instance> instances(ProcessHub hub, ProcessId id) {
        return hub.lookup(id).stream()
                .flatMap(found -> found.instances().stream())
                .map(Registration.Copy::instance)
                .toList();
    }

    private static ProcessSpec<?> spec(String type, RestartPolicy policy) {
        return ProcessType.of(type, Object.class)
                .spec("subject")
                .restart(policy)
                .limit(EAGER);
    }

    private void assertRestarted(ProcessId id, Instance earlier) {
        Eventually.holds(() -> assertThat(pair)
                .allSatisfy(hub -> assertThat(instances(hub, id))
                        .singleElement()
                        .satisfies(instance -> {
                            assertThat(instance.epoch()).isGreaterThan(earlier.epoch());
                            assertThat(instance.reason()).isEqualTo(StartReason.RESTARTED);
                        })));
    }

    private void assertGone(ProcessId id) {
        Eventually.holds(() -> assertThat(pair).allMatch(hub -> hub.lookup(id).isEmpty()));
        Hubs.settle(pair);
        assertThat(pair).allMatch(hub -> hub.lookup(id).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"PERMANENT,return", "PERMANENT,crash", "TRANSIENT,crash"})
    void itIsStartedAgain(RestartPolicy policy, String end) {
        var spec = spec("loop", policy);
        Hubs.run(first, spec);
        Instance earlier = instance(spec.id());

        orders.add(end);

        assertRestarted(spec.id(), earlier);
    }

    @ParameterizedTest
    @CsvSource({"TRANSIENT,return", "TEMPORARY,return", "TEMPORARY,crash"})
    void itIsNotStartedAgainAndForgotten(RestartPolicy policy, String end) {
        var spec = spec("loop", policy);
        Hubs.run(first, spec);

        orders.add(end);

        assertGone(spec.id());
        Hubs.run(first, spec);
    }

    @ParameterizedTest
    @CsvSource({"PERMANENT,true", "TRANSIENT,true", "TEMPORARY,false"})
    void aMessageThatCrashesIsACrash(RestartPolicy policy, boolean again) {
        var spec = spec("fragile", policy);
        Hubs.run(first, spec);
        Instance earlier = instance(spec.id());

        first.untyped(spec.id()).tell("crash");

        if (again) {
            assertRestarted(spec.id(), earlier);
        } else {
            assertGone(spec.id());
        }
    }

    @Test
    void epochsGrowWithEveryRestart() {
        var spec = spec("fragile", RestartPolicy.PERMANENT);
        Hubs.run(first, spec);
        long last = 0;
        for (int i = 0; i < 10; i++) {
            long epoch = Eventually.ends(first.untyped(spec.id()).ask("epoch", Long.class));
            assertThat(epoch).isGreaterThan(last);
            last = epoch;
            first.untyped(spec.id()).tell("crash");
        }
    }

    @Test
    void whoWaitsForTheReplyOfACrashIsTold() {
        var spec = spec("fragile", RestartPolicy.PERMANENT);
        Hubs.run(first, spec);

        assertThatThrownBy(() -> Eventually.ends(first.untyped(spec.id()).ask("crash", Object.class)))
                .cause()
                .isInstanceOfSatisfying(
                        ProcessException.class,
                        error -> assertThat(error.reason()).isEqualTo(ProcessException.Reason.FAILED));
    }

    @Test
    void messagesThatWaitSurviveARestart() {
        var spec = spec("fragile", RestartPolicy.PERMANENT);
        Hubs.run(first, spec);
        long earlier = instance(spec.id()).epoch();
        first.untyped(spec.id()).tell("crash later");
        List<CompletableFuture<Long>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> first.untyped(spec.id()).ask("epoch", Long.class))
                .toList();

        gate.countDown();

        assertThat(waiting.stream().map(Eventually::ends).distinct())
                .singleElement()
                .satisfies(epoch -> assertThat(epoch).isGreaterThan(earlier));
    }

    @Test
    void whatFailsToStartOnceRunsInTheEnd() {
        var calls = new AtomicInteger();
        var spec = ProcessType.of("late", Object.class).spec("late").limit(EAGER);
        var hub = hubs.start(
                "alone",
                builder -> ProcessHub.builder("another")
                        .node(hubs.node("z"))
                        .process(ProcessType.of("late", Object.class), () -> {
                            if (calls.incrementAndGet() < 4) {
                                throw new IllegalStateException("not yet");
                            }
                            return message -> {};
                        }));

        assertThat(Eventually.ends(hub.ensure(spec)).result()).isInstanceOf(StartResult.Started.class);

        Eventually.holds(() -> assertThat(Hubs.hosts(hub, spec.id())).containsExactly(hub.self()));
        assertThat(calls).hasValue(4);
    }
}
