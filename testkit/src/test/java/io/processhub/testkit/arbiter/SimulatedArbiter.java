package io.processhub.testkit.arbiter;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.partition.Arbiter.Answer;
import io.processhub.strategy.partition.Arbiter.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** An arbiter in virtual time: questions and answers take a while and get lost, and some nodes do not reach it. */
final class SimulatedArbiter {
    private final RandomGenerator chance;
    private final List<Way> underWay = new ArrayList<>();
    private final TreeSet<String> silent = new TreeSet<>();

    private Duration now = Duration.ZERO;
    private Duration questionMax = Duration.ofMillis(20);
    private Duration answerMax = Duration.ofMillis(20);
    private int lossPercent;
    private int calls;

    // what it remembers
    private List<NodeId> holders = List.of();
    private Duration until = Duration.ZERO;

    private record Way(Duration due, Runnable arrival) {}

    SimulatedArbiter(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    /** How long questions and answers take at most, and how many of each get lost. */
    void faults(Duration question, Duration answer, int percent) {
        questionMax = question;
        answerMax = answer;
        lossPercent = percent;
    }

    /** From now on these nodes do not reach it, and only these. */
    void silentFor(List<String> nodes) {
        silent.clear();
        silent.addAll(nodes);
    }

    /** {@return how often it was called} */
    int calls() {
        return calls;
    }

    CompletionStage<Answer> ask(Claim claim) {
        var answer = new CompletableFuture<Answer>();
        calls++;
        send(claim, questionMax, () -> {
            Answer decision = decide(claim);
            send(claim, answerMax, () -> answer.complete(decision));
        });
        return answer;
    }

    private void send(Claim claim, Duration max, Runnable arrival) {
        Duration due = now.plusNanos(chance.nextLong(max.toNanos() + 1));
        if (chance.nextInt(100) >= lossPercent && !silent.contains(claim.node().name())) {
            underWay.add(new Way(due, arrival));
        }
    }

    private Answer decide(Claim claim) {
        if (now.compareTo(until) < 0 && !claim.part().equals(holders)) {
            return new Answer.Refused("held by " + holders);
        }
        holders = claim.part();
        until = now.plus(claim.validity());
        return new Answer.Granted(claim.validity());
    }

    /** Time has passed. */
    void turn(Duration time) {
        now = time;
        List<Way> due =
                underWay.stream().filter(way -> way.due().compareTo(now) <= 0).toList();
        underWay.removeAll(due);
        due.forEach(way -> way.arrival().run());
    }
}
