package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulatedEnvironmentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Simulation simulation = new Simulation(3);
    private final SimulatedEnvironment environment = new SimulatedEnvironment(simulation, new Life("a"));
    private final List<Integer> done = new ArrayList<>();

    @Test
    void tasksOfALaneNeverOvertake() {
        Environment.Lane lane = environment.lane("lane");
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();

        numbers.forEach(number -> lane.execute(() -> done.add(number)));
        simulation.run(SECOND);

        assertThat(done).isEqualTo(numbers);
    }

    @Test
    void tasksOfALaneNeverOvertakeAcrossAPause() {
        var life = new Life("b");
        var paused = new SimulatedEnvironment(simulation, life);
        Environment.Lane lane = paused.lane("lane");
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();

        numbers.subList(0, 50).forEach(number -> lane.execute(() -> done.add(number)));
        simulation.pause(life);
        simulation.run(Duration.ofNanos(40_000));
        simulation.resume(life);
        numbers.subList(50, 100).forEach(number -> lane.execute(() -> done.add(number)));
        simulation.run(SECOND);

        assertThat(done).isEqualTo(numbers);
    }

    @Test
    void workersOvertakeByChance() {
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();

        numbers.forEach(number -> environment.workers().execute(() -> done.add(number)));
        simulation.run(SECOND);

        assertThat(done).containsExactlyInAnyOrderElementsOf(numbers).isNotEqualTo(numbers);
    }

    @Test
    void aClosedLaneRunsWhatItHasAndRefusesMore() {
        Environment.Lane lane = environment.lane("lane");
        lane.execute(() -> done.add(1));

        lane.close();
        simulation.run(SECOND);

        assertThat(done).containsExactly(1);
        assertThatThrownBy(() -> lane.execute(() -> done.add(2))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aTimerRunsAtItsTimeUnlessCancelled() {
        environment.after(SECOND, () -> done.add(1));
        environment.after(SECOND, () -> done.add(2)).cancel();

        simulation.run(SECOND.minusNanos(1));
        assertThat(done).isEmpty();

        simulation.run(Duration.ofMillis(1));
        assertThat(done).containsExactly(1);
    }

    @Test
    void theWallClockJumpsAndDriftsButTheOtherDoesNot() {
        Instant start = environment.now();
        long startNanos = environment.nanoTime();

        simulation.run(SECOND);
        environment.jump(Duration.ofSeconds(-10));
        environment.drift(0.5);
        simulation.run(SECOND.multipliedBy(2));

        assertThat(environment.now()).isEqualTo(start.plusSeconds(1 - 10 + 3));
        assertThat(environment.nanoTime() - startNanos).isEqualTo(SECOND.toNanos() * 3);
    }
}
