package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.ProcessType.Threads;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two calls about one process, in every state of its instance, from one node or from two, together or one after the
 * other, against a model of what is wanted. The turns of processes run when the test lets them, so an instance starts
 * or ends for as long as it takes to see what the hubs answer meanwhile.
 */
final class PairsOfCallsTest {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration PROPAGATION = Duration.ofSeconds(1);
    private static final int NODES = 3;
    private static final ProcessId P = new ProcessId("p");

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final ProcessType<Object> type =
            ProcessType.of("held", Object.class).threads(Threads.pool(turns::add));
    private boolean holding;

    /** What each instance was started with, by its epoch, and those that run. */
    private final Map<Long, String> started = new HashMap<>();

    private final Map<Long, String> running = new HashMap<>();

    /** Where an instance is in its life when the first call comes. */
    enum Before {
        ABSENT,
        STARTING,
        RUNNING,
        CRASHED,
        /** Runs, and whatever it is asked now takes long. */
        BUSY
    }

    enum Call {
        STOP,
        START,
        ENSURE
    }

    private final class Held implements HubProcess<Object> {
        private long epoch;

        @Override
        public void onStart(ProcessContext<Object> context) {
            epoch = context.epoch();
            started.put(epoch, context.spec().argument().toString());
            running.put(epoch, context.spec().argument().toString());
        }

        @Override
        public void onMessage(Message<Object> message) {
            running.remove(epoch);
            throw new IllegalStateException("told to crash");
        }

        @Override
        public void onStop(StopReason reason) {
            running.remove(epoch);
        }
    }

    private ProcessSpec<Object> spec(String argument) {
        return type.spec(P.value()).argument(argument);
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Before.values())
                .flatMap(before -> Arrays.stream(Call.values())
                        .flatMap(first ->
                                Arrays.stream(Call.values()).map(second -> Arguments.of(before, first, second))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void eachAnswerSpeaksOfItsOwnIntent(Before before, Call first, Call second) {
        for (int other : new int[] {1, 2, 3}) {
            for (boolean together : other == 1 ? new boolean[] {true, false} : new boolean[] {false}) {
                for (long seed = 1; seed <= 3; seed++) {
                    String scene = "then from node " + other + (together ? " at once" : " later") + ", seed " + seed;
                    play(new Scene(scene, before, first, second, other, together, seed));
                }
            }
        }
    }

    private record Scene(String text, Before before, Call first, Call second, int other, boolean together, long seed) {}

    private void play(Scene scene) {
        turns.clear();
        started.clear();
        running.clear();
        holding = false;
        var cluster = SimulatedCluster.of(NODES)
                .seed(scene.seed())
                .settings(hub -> hub.process(type, Held::new))
                .start();
        @Nullable String wanted = prepare(cluster, scene.before());

        var one = ask(cluster.hub(1), scene.first(), "one");
        @Nullable String between = after(wanted, scene.first(), "one");
        if (!scene.together()) {
            run(cluster, PROPAGATION);
        }
        var two = ask(cluster.hub(scene.other()), scene.second(), "two");
        @Nullable String end = after(between, scene.second(), "two");
        run(cluster, PROPAGATION);
        holding = false;
        run(cluster, Duration.ofSeconds(5));

        assertThat(one).as(scene.text()).isDone();
        assertThat(two).as(scene.text()).isDone();
        judge(new Answer(scene + " first", one.join(), "one", wanted, between), /* last= */ false, end);
        judge(new Answer(scene + " second", two.join(), "two", between, end), /* last= */ true, end);
        assertAtRest(cluster, scene, end);
    }

    /** Brings about the state; the answer is what is wanted in it. */
    private @Nullable String prepare(SimulatedCluster cluster, Before before) {
        if (before == Before.ABSENT) {
            holding = true;
            return null;
        }
        holding = before == Before.STARTING;
        cluster.hub(1).start(spec("zero"));
        run(cluster, PROPAGATION);
        if (before == Before.CRASHED) {
            cluster.hub(1).untyped(P).tell("crash");
            run(cluster, Duration.ofMillis(30));
        }
        holding = before == Before.STARTING || before == Before.BUSY;
        return "zero";
    }

    private static @Nullable String after(@Nullable String wanted, Call call, String argument) {
        return call == Call.STOP ? null : wanted == null ? argument : wanted;
    }

    private CompletableFuture<?> ask(ProcessHub hub, Call call, String argument) {
        return switch (call) {
            case STOP -> hub.stop(P);
            case START -> hub.start(spec(argument)).thenApply(Start::result);
            case ENSURE -> hub.ensure(spec(argument)).thenApply(Start::result);
        };
    }

    private void run(SimulatedCluster cluster, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            cluster.run(STEP);
            for (int n = holding ? 0 : turns.size(); n > 0; n--) {
                turns.remove().run();
            }
        }
    }

    /** The answer to a call with this argument; what was wanted before the call, and after it. */
    private record Answer(
            String call,
            Object result,
            String argument,
            @Nullable String before,
            @Nullable String after) {}

    private void judge(Answer answer, boolean last, @Nullable String end) {
        String text = answer.toString();
        @Nullable String before = answer.before();
        @Nullable String after = answer.after();
        switch (answer.result()) {
            case StopResult.Stopped stopped -> assertThat(after).as(text).isNull();
            case StopResult.NotFound absent -> assertThat(before).as(text).isNull();
            case StartResult.Started start -> {
                assertThat(start.instances()).as(text).isNotEmpty();
                assertThat(before).as(text).isNull();
                assertInstances(text, start.instances(), answer.argument());
            }
            case StartResult.AlreadyExists existing -> {
                assertThat(before).as(text).isNotNull();
                assertInstances(text, existing.instances(), String.valueOf(after));
            }
            case StartResult.Refused stopped -> {
                assertThat(last).as(text).isFalse();
                assertThat(end).as(text).isNotEqualTo(after);
            }
            default -> throw new AssertionError(text);
        }
    }

    private void assertInstances(String text, List<Location> instances, String argument) {
        assertThat(instances)
                .as(text)
                .allSatisfy(
                        copy -> assertThat(started.get(copy.epoch())).as(text).isEqualTo(argument));
    }

    private void assertAtRest(SimulatedCluster cluster, Scene scene, @Nullable String wanted) {
        assertThat(running.values())
                .as(scene.toString())
                .containsExactlyElementsOf(wanted == null ? List.of() : List.of(wanted));
        IntStream.rangeClosed(1, NODES).mapToObj(cluster::hub).forEach(hub -> {
            Registration known = hub.lookup(P).orElse(null);
            assertThat(known == null ? null : known.spec().argument().toString())
                    .as(scene.toString())
                    .isEqualTo(wanted);
            assertThat(known == null ? 0 : known.instances().size())
                    .as(scene.toString())
                    .isEqualTo(running.size());
        });
    }
}
