package io.processhub.testkit.simulation.trial;

import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Churn for half a minute: nodes crash, leave, return and join while processes are started and stopped. */
final class Churn {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final int BETWEEN_STEPS_MILLIS = 600;
    private static final int BETWEEN_CHANGES_MILLIS = 1_000;

    /** Long enough for the others to detect the loss and to receive what the lost node has written. */
    private static final int BETWEEN_CRASHES_MILLIS = 4_000;

    private final SimulatedCluster cluster;
    private final Population population;
    private final Workload workload;
    private final RandomGenerator random;

    // mutable state
    private Duration nextChange = Duration.ZERO;
    private Duration nextCrash = Duration.ZERO;

    Churn(SimulatedCluster cluster, Population population, Workload workload) {
        this.cluster = cluster;
        this.population = population;
        this.workload = workload;
        this.random = cluster.random();
    }

    void rage() {
        Duration end = cluster.elapsed().plus(LENGTH);
        while (cluster.elapsed().compareTo(end) < 0) {
            workload.step();
            if (due(nextChange)) {
                nextChange = cluster.elapsed().plusMillis(drawn(BETWEEN_CHANGES_MILLIS));
                change();
            }
            cluster.run(Duration.ofMillis(random.nextInt(BETWEEN_STEPS_MILLIS)));
        }
    }

    private void change() {
        int dice = random.nextInt(4);
        if (dice == 0 && due(nextCrash) && population.mayShrink()) {
            nextCrash = cluster.elapsed().plusMillis(drawn(BETWEEN_CRASHES_MILLIS));
            population.crash();
        } else if (dice == 1 && population.mayShrink()) {
            population.leave();
        } else if (dice == 2 && population.mayJoin()) {
            population.join();
        } else {
            population.comeBack();
        }
    }

    private boolean due(Duration time) {
        return cluster.elapsed().compareTo(time) >= 0;
    }

    /** Draws a duration between once and twice the given one. */
    private int drawn(int millis) {
        return millis + random.nextInt(millis);
    }
}
