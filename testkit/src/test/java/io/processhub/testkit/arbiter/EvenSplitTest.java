package io.processhub.testkit.arbiter;

import static io.processhub.testkit.arbiter.Halves.DEADLINE;
import static io.processhub.testkit.arbiter.Halves.VALIDITY;
import static io.processhub.testkit.arbiter.Halves.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.weakness.Mutant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two halves of a cluster exactly one goes on, and both stop when the arbiter does not answer. */
final class EvenSplitTest {
    /** A question may be lost, and is put again a second after its deadline at the latest. */
    private static final Duration RETRY = DEADLINE.plusSeconds(1);

    @TempDir
    private Path folder;

    private static Halves halves(long seed) {
        return new Halves(seed % 2 == 0 ? 4 : 6, seed);
    }

    @Seeds(10)
    void oneGoesOnAndGoesOnUntilTheHeal(long seed) {
        Halves halves = halves(seed);
        int calls = halves.arbiter.calls();
        halves.run(VALIDITY);
        assertThat(halves.arbiter.calls()).as("with a majority it is not asked").isEqualTo(calls);

        halves.split(seed);
        halves.run(WINDOW.plusSeconds(1));
        halves.assertOneGoesOn();
        boolean first = halves.held(halves.one());
        halves.run(VALIDITY.multipliedBy(4));
        halves.assertOneGoesOn();
        assertThat(halves.held(halves.one())).isEqualTo(first);

        List<String> loser = first ? halves.other() : halves.one();
        assertThat(halves.advice(first ? halves.one() : halves.other())).startsWith("lease held until 2026-");
        assertThat(halves.advice(loser)).contains(" votes are here", "; or a lease: the arbiter has refused: held by");
        assertThat(halves.obstacle(loser)).contains("no quorum, by Arbitrated[", "the arbiter has refused");
        halves.assertWhole();
        assertThat(halves.advice(List.of("n1"))).isEmpty();
    }

    @Seeds(10)
    void withoutAnArbiterBothStopAndComeBackWithIt(long seed) {
        Halves halves = halves(seed);
        List<String> all = List.of("n1", "n2", "n3", "n4", "n5", "n6");
        halves.arbiter.silentFor(all);
        halves.split(seed);
        halves.run(WINDOW.plus(RETRY));
        halves.assertNoneGoesOn();
        assertThat(halves.advice(halves.one())).contains("the arbiter does not answer: ", "no answer within PT2S");

        halves.arbiter.silentFor(List.of());
        halves.run(RETRY.plusSeconds(1));
        halves.assertOneGoesOn();

        halves.arbiter.silentFor(all);
        halves.run(Duration.ofSeconds(3));
        halves.assertOneGoesOn();
        halves.run(VALIDITY.minusSeconds(3));
        halves.assertNoneGoesOn();

        halves.arbiter.silentFor(List.of());
        halves.run(RETRY.plusSeconds(1));
        halves.assertOneGoesOn();
        halves.assertWhole();
    }

    /** Halves change, also without a heal between them, and the arbiter is not heard from everywhere. */
    @Seeds(10)
    void neverBothGoOn(long seed) {
        Halves halves = halves(seed);
        halves.arbiter.faults(DEADLINE.dividedBy(2), DEADLINE, 10);
        var chance = new SplittableRandom(seed);
        for (int step = 1; step <= 8; step++) {
            if (chance.nextInt(3) > 0) {
                halves.heal();
                halves.split(seed * 100 + step);
            }
            halves.arbiter.silentFor(
                    List.of(List.<String>of(), halves.one(), halves.other()).get(chance.nextInt(3)));
            halves.run(Duration.ofMillis(chance.nextInt(12_000)));
        }
        halves.arbiter.faults(Duration.ofMillis(20), Duration.ofMillis(20), 0);
        halves.arbiter.silentFor(List.of());
        halves.heal();
        halves.split(seed);
        halves.run(WINDOW.plus(VALIDITY).plus(RETRY));
        halves.assertOneGoesOn();
        halves.assertWhole();
    }

    /** One half gets its answers late, and then none any more; the other one takes the lease as soon as it is over. */
    static final class Late implements Runnable {
        @Override
        public void run() {
            LongStream.rangeClosed(1, 3).forEach(seed -> {
                Halves halves = new Halves(4, seed);
                halves.arbiter.silentFor(List.of("n3", "n4"));
                halves.arbiter.faults(Duration.ZERO, DEADLINE, 0);
                halves.split(0);
                halves.run(WINDOW.plus(DEADLINE));
                halves.assertOneGoesOn();
                halves.arbiter.faults(Duration.ZERO, Duration.ZERO, 0);
                halves.arbiter.silentFor(halves.one());
                halves.run(VALIDITY.plus(RETRY).plusSeconds(1));
                assertThat(halves.held(halves.other())).isTrue();
                halves.assertOneGoesOn();
            });
        }
    }

    /** Both nodes of a half go on by one lease. */
    static final class Shared implements Runnable {
        @Override
        public void run() {
            Halves halves = new Halves(4, 1);
            halves.split(0);
            halves.run(WINDOW.plusSeconds(1));
            assertThat(Stream.of(halves.one(), halves.other()).filter(halves::heldByAll))
                    .hasSize(1);
        }
    }

    /** The half that goes on hears no more of the arbiter. */
    static final class Over implements Runnable {
        @Override
        public void run() {
            Halves halves = new Halves(4, 1);
            halves.split(0);
            halves.run(WINDOW.plusSeconds(1));
            halves.arbiter.silentFor(halves.held(halves.one()) ? halves.one() : halves.other());
            halves.run(VALIDITY.multipliedBy(2));
            halves.assertOneGoesOn();
        }
    }

    @Test
    void aLeaseIsSharedAndEnds() {
        new Late().run();
        new Shared().run();
        new Over().run();
    }

    @Test
    void countedFromTheAnswerALeaseIsHeldTwice() {
        Mutant.of(folder, "quorum.PartLease", "untilNanos = askedNanos + whole", "untilNanos = nanos + whole")
                .fails(Late.class);
    }

    @Test
    void aLeaseForEachNodeHoldsForOneOfThem() {
        Mutant.of(folder, "quorum.Quorum", "voters.committed().present(view.present())", "List.of(this.self.node())")
                .fails(Shared.class);
    }

    @Test
    void aLeaseThatDoesNotEndIsHeldTwice() {
        Mutant.of(folder, "quorum.PartLease", "untilNanos = askedNanos + whole", "untilNanos = Long.MAX_VALUE / 2")
                .fails(Over.class);
    }
}
