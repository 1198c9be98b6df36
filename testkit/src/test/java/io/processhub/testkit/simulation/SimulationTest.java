package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    private final Simulation simulation = new Simulation(7);
    private final Life life = new Life("a");
    private final List<String> done = new ArrayList<>();

    @Test
    void eventsHappenInOrderOfTimeAndThenOfPlanning() {
        simulation.plan(20, life, () -> done.add("late"));
        simulation.plan(10, life, () -> done.add("first"));
        simulation.plan(10, life, () -> done.add("second"));

        simulation.run(Duration.ofNanos(15));

        assertThat(done).containsExactly("first", "second");
        assertThat(simulation.nanos()).isEqualTo(15);
    }

    @Test
    void aCancelledEventDoesNotHappen() {
        simulation.plan(10, life, () -> done.add("cancelled")).cancel();

        simulation.run(Duration.ofSeconds(1));

        assertThat(done).isEmpty();
        assertThat(simulation.happened()).isZero();
    }

    @Test
    void manyCancelledEventsDoNotDisturbTheOthers() {
        simulation.plan(50, life, () -> done.add("kept"));
        IntStream.range(0, 10_000)
                .forEach(delay -> simulation
                        .plan(delay, life, () -> done.add("cancelled"))
                        .cancel());

        simulation.run(Duration.ofSeconds(1));

        assertThat(done).containsExactly("kept");
    }

    @Test
    void aCrashForgetsWhatWasPlannedBeforeAndAfter() {
        simulation.plan(10, life, () -> done.add("before"));
        life.end();
        simulation.plan(10, life, () -> done.add("after"));

        simulation.run(Duration.ofSeconds(1));

        assertThat(done).isEmpty();
    }

    @Test
    void aPauseHoldsEventsBackAndKeepsTheirOrder() {
        simulation.plan(10, life, () -> done.add("held"));
        simulation.plan(30, life, () -> done.add("later"));
        simulation.pause(life);
        simulation.run(Duration.ofNanos(20));
        assertThat(done).isEmpty();

        simulation.run(Duration.ofNanos(10));
        simulation.resume(life);
        simulation.run(Duration.ZERO);

        assertThat(done).containsExactly("held", "later");
    }

    @Test
    void aDrawForOnePurposeShiftsNoOther() {
        RandomGenerator undisturbed = simulation.random("b");
        long expected = undisturbed.nextLong();

        var again = new Simulation(7);
        again.random("a").nextLong();

        assertThat(again.random("b").nextLong()).isEqualTo(expected);
        assertThat(again.random("c").nextLong()).isNotEqualTo(expected);
    }

    @Test
    void aTaskThatThrowsFailsTheRunAndNamesTheSeed() {
        simulation.plan(10, life, () -> {
            throw new IllegalStateException("boom");
        });

        assertThatThrownBy(() -> simulation.run(Duration.ofSeconds(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 7")
                .hasRootCauseMessage("boom");
    }

    @Test
    void anotherThreadIsRefused() throws InterruptedException {
        var problems = new ArrayList<Throwable>();
        var stranger = new Thread(() -> simulation.plan(1, life, () -> done.add("stray")));
        stranger.setUncaughtExceptionHandler((thread, problem) -> problems.add(problem));

        stranger.start();
        stranger.join();

        assertThat(problems).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
