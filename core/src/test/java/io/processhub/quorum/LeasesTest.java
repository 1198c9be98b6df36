package io.processhub.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.Quorum.Reply;
import io.processhub.strategy.partition.Arbiter.Answer;
import io.processhub.strategy.partition.Arbitrated;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Goal: never two parts that run, by votes or by a lease, whatever happens. Method: hubs that only remember and judge,
 * whose clocks run at different rates, and an arbiter whose answers are late or lost.
 */
final class LeasesTest extends RememberingHubs {
    private static final Duration VALIDITY = Duration.ofSeconds(6);
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Arbitrated STRATEGY = new Arbitrated(new MajorityQuorum(5, true), VALIDITY, DEADLINE);
    private static final int PARTS = 3;

    /** What the arbiter remembers. */
    private List<NodeId> holders = List.of();

    private long until;

    private final List<Late> underWay = new ArrayList<>();

    /** Parts whose nodes the arbiter does not hear; changes at random. */
    private final boolean[] silent = new boolean[PARTS];

    private record Late(Member asker, Reply reply, long due) {}

    private Answer decide(List<NodeId> part) {
        if (nanos < until && !part.equals(holders)) {
            return new Answer.Refused("held by " + holders);
        }
        holders = part;
        until = nanos + VALIDITY.toNanos();
        return new Answer.Granted(VALIDITY);
    }

    private void begin(int nodes) {
        IntStream.range(0, nodes).forEach(number -> {
            open("n" + number, 1, STRATEGY, 0);
            talk(0);
        });
    }

    /** Every hub judges, and what it asks is decided at once; the answer arrives late, or not at all. */
    private void turn(Random chance) {
        for (int part = 0; part < PARTS; part++) {
            for (Member member : part(part)) {
                judge(member);
                var question = member.quorum.takeQuestion();
                if (question != null) {
                    boolean heard = !silent[part] && chance.nextInt(10) > 0;
                    Answer answer = heard ? decide(question.part()) : null;
                    boolean lost = answer == null || chance.nextInt(10) == 0;
                    long delay = lost ? DEADLINE.toNanos() : chance.nextLong(DEADLINE.toNanos());
                    var reply = new Reply(question.number(), lost ? null : answer, lost ? "lost" : "");
                    underWay.add(new Late(member, reply, nanos + delay));
                }
            }
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        List<Late> due = underWay.stream().filter(late -> late.due() <= nanos).toList();
        underWay.removeAll(due);
        due.forEach(late -> late.asker().quorum.replied(late.reply(), Instant.EPOCH, clock(late.asker())));
    }

    private long partsThatRun() {
        return IntStream.range(0, PARTS).filter(this::held).count();
    }

    private void run(Random chance, Duration time) {
        for (long end = nanos + time.toNanos(); nanos < end; ) {
            turn(chance);
            pass(Duration.ofMillis(200));
            assertThat(partsThatRun()).as("at %s", Duration.ofNanos(nanos)).isLessThan(2);
        }
    }

    @Test
    void ofTwoHalvesOneGoesOn() {
        begin(6);
        move(1, "n0", "n1", "n2");
        var chance = new Random(1);

        run(chance, VALIDITY);
        boolean first = held(0);
        assertThat(partsThatRun()).isOne();
        run(chance, VALIDITY.multipliedBy(5));
        assertThat(held(0)).as("the lease stays where it is").isEqualTo(first);
        assertThat(part(first ? 0 : 1)).allMatch(this::judge);
        assertThat(part(first ? 0 : 1).getFirst().quorum.advice()).startsWith("lease held until ");
        assertThat(part(first ? 1 : 0).getFirst().quorum.advice())
                .contains("3 of 6 votes are here, 4 are needed")
                .contains("; or a lease: the arbiter has refused: held by [n");
    }

    /** Then the others would be less than half of what this part counts, though more than it. */
    @Test
    void aPartWithALeaseChangesNoVotes() {
        begin(6);
        move(1, "n0", "n1", "n2");
        run(new Random(1), VALIDITY);
        int part = held(0) ? 0 : 1;
        Member one = part(part).getFirst();
        VotingConfiguration before = one.quorum.memory(nanos).latest();
        open("n9", 1, STRATEGY, part);
        talk(part);
        run(new Random(2), VALIDITY);

        assertThat(one.quorum.memory(nanos).latest()).isEqualTo(before);
        assertThat(part(part)).as("the new node shares the lease").hasSize(4).allMatch(this::judge);
    }

    @Test
    void beforeTheFirstVotesThereIsNoLease() {
        for (String name : List.of("a", "b", "c")) {
            open(name, 1, new Arbitrated(new MajorityQuorum(6, true), VALIDITY, DEADLINE), 0);
        }
        talk(0);
        run(new Random(1), VALIDITY);

        assertThat(held(0)).isFalse();
        assertThat(part(0).getFirst().quorum.advice()).endsWith("or a lease: the arbiter has not been asked yet");
    }

    /** As {@link #STRATEGY} until it breaks. */
    private record Breaking(AtomicBoolean broken) implements PartitionStrategy {
        private PartitionStrategy now() {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return STRATEGY;
        }

        @Override
        public boolean mayRun(Census census) {
            return now().mayRun(census);
        }

        @Override
        public boolean asks(Census census) {
            return now().asks(census);
        }

        @Override
        public Arbitration arbitration() {
            return STRATEGY.arbitration();
        }

        @Override
        public Memory memory() {
            return STRATEGY.memory();
        }
    }

    @Test
    void aLeaseEndsThoughTheStrategyHasFailed() {
        var broken = new AtomicBoolean();
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            open(name, 1, new Breaking(broken), 0);
            talk(0);
        }
        move(1, "a", "b", "c");
        run(new Random(1), VALIDITY);
        assertThat(partsThatRun()).isOne();

        broken.set(true);
        assertThat(partsThatRun()).as("its last decision stays").isOne();
        nanos += VALIDITY.toNanos();
        assertThat(partsThatRun()).isZero();
    }

    /** Parts change at random, nodes join and restart, clocks run wrong by up to two per cent. */
    @RepeatedTest(60)
    void neverTwoPartsRun(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        begin(6);
        members.values().forEach(member -> member.rate = 0.98 + chance.nextDouble(0.04));
        for (int step = 0; step < 30; step++) {
            change(chance);
            IntStream.range(0, PARTS).forEach(this::talk);
            run(chance, Duration.ofMillis(chance.nextInt(5_000)));
        }
    }

    private void change(Random chance) {
        List<Member> all = new ArrayList<>(members.values());
        all.sort((one, other) -> one.voter.node().compareTo(other.voter.node()));
        Member one = all.get(chance.nextInt(all.size()));
        switch (chance.nextInt(10)) {
            case 0, 1 -> move(chance.nextInt(PARTS), one.voter.node().name());
            case 2, 3 -> halve(chance, all);
            case 4 -> silent[chance.nextInt(PARTS)] ^= true;
            case 5 -> {
                if (all.size() < 10 && mayBegin()) {
                    open("n" + all.size(), 1, STRATEGY, chance.nextInt(PARTS));
                }
            }
            case 6 -> {
                if (chance.nextInt(4) == 0 && mayBegin()) {
                    restart(one, STRATEGY, chance.nextInt(PARTS));
                }
            }
            default -> greetOne(one, all.get(chance.nextInt(all.size())));
        }
    }

    private void halve(Random chance, List<Member> all) {
        Collections.shuffle(all, chance);
        for (int number = 0; number < all.size(); number++) {
            move(number % 2, all.get(number).voter.node().name());
        }
    }
}
