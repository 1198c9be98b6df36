package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Order by wall clocks. A node whose clock has been set back is ignored until its clock has passed the greatest reading
 * that the others have seen of it.
 */
final class SlowClockTest {
    @TempDir
    private Path folder;

    /** What others have started is stopped by a node whose clock is 40 seconds slow, and started again. */
    static final class SlowClock implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = Scenes.settled(Scenes.plan(8, seed, Scenes.GOSSIP));
                cluster.crash(2);
                cluster.settle();
                cluster.restart(2);
                cluster.jumpClock(2, Duration.ofSeconds(-40));
                cluster.settle();
                for (int number = 0; number < 10; number++) {
                    List<ProcessSpec<Object>> one = Scenes.probes("p" + number + "-", 1);
                    cluster.await(cluster.startAll(1, one));
                    cluster.settle();
                    cluster.await(cluster.stopAll(2, Scenes.ids(one)));
                    cluster.settle();
                    cluster.check();
                    assertThat(cluster.hub(3).snapshot()).isEmpty();
                }
            });
        }
    }

    @Test
    void aStopByANodeWithASlowClockCounts() {
        new SlowClock().run();
    }

    @Test
    void aStopByANodeWithASlowClockIsLostWhenItsClockIgnoresOthers() {
        Mutant.of(folder, "time.HybridClock", "last = Math.max(last, reading);", "")
                .fails(SlowClock.class);
    }
}
