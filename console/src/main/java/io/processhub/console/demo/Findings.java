package io.processhub.console.demo;

import io.processhub.console.input.Replicas;
import io.processhub.console.input.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the demo has found so far. Confined to the thread that plays it. */
final class Findings {
    private final Demo.Plan plan;
    private final Set<String> wanted;
    private final List<Report.Spread> spreads = new ArrayList<>();
    private final List<Report.Sample> samples = new ArrayList<>();
    private int verifications;
    private int answered;
    private boolean registriesEqual = true;
    private Report.Count count;
    private Report.Load load = Report.Load.NONE;

    Report.Times times = Report.Times.NONE;
    Report.Changes changes = Report.Changes.NONE;

    Findings(Demo.Plan plan) {
        this.plan = plan;
        this.wanted = plan.wanted().stream().map(Wanted::id).collect(Collectors.toSet());
        this.count = new Report.Count(
                wanted.size(), 0, wanted.size() * plan.replicas().copies(), 0);
    }

    void count(World world) {
        count = new Report.Count(
                world.lost(wanted),
                world.duplicated(plan.replicas()),
                world.missing(wanted, plan.replicas()),
                world.wrongRoles(wanted, plan.replicas()));
    }

    /** {@return what is not as it should be, as of the last count, in words} */
    Optional<String> wrong(World world) {
        int unwanted = world.unwanted(wanted);
        if (count.lost() + count.duplicated() + unwanted > 0) {
            return Optional.of(count.lost() + " processes run nowhere, " + count.duplicated()
                    + " more often than wanted, " + unwanted + " are not wanted");
        }
        return count.complete()
                ? Optional.empty()
                : Optional.of(count.copiesMissing() + " copies are missing, " + count.rolesWrong() + " processes have "
                        + (plan.replicas().model() == Replicas.Model.ACTIVE_PASSIVE
                                ? "not exactly one active copy"
                                : "copies that are not active"));
    }

    void spread(String when, World world) {
        spreads.add(world.spread(when, wanted));
    }

    void sample(Report.Sample sample) {
        samples.add(sample);
    }

    void verified(int now, boolean equal) {
        answered = verifications == 0 ? now : Math.min(answered, now);
        registriesEqual &= equal;
        verifications++;
    }

    /** The count of a process goes with its state, so one that goes on without a gap was kept. */
    void underLoad(World before, World after, Load.Outcome sent) {
        for (String id : wanted) {
            long handled = after.handled(id) - before.handled(id);
            boolean moved = !after.host(id).equals(before.host(id));
            boolean kept = moved && handled == sent.rounds();
            int lost = (int) Math.max(0, sent.rounds() - handled);
            int doubled = (int) Math.max(0, handled - sent.rounds());
            load = load.plus(new Report.Load(moved ? 1 : 0, kept ? 1 : 0, sent.rounds(), lost, doubled, 0));
        }
        load = load.plus(new Report.Load(0, 0, 0, 0, 0, sent.unanswered()));
    }

    int messagesLost() {
        return load.messagesLost();
    }

    boolean everythingKept() {
        return load.everythingKept();
    }

    /** What {@link #everythingKept} misses. */
    String losses() {
        return load.statesKept() + " of " + load.moved() + " states were kept, and of " + load.messages() + " messages "
                + load.messagesLost() + " were lost, " + load.messagesDoubled() + " handled twice, "
                + load.messagesUnanswered() + " not answered";
    }

    Report report(@Nullable String error) {
        boolean equal = registriesEqual && verifications > 0;
        boolean ok = error == null && equal && answered == wanted.size() && count.complete() && everythingKept();
        return new Report(
                new Report.Size(plan.nodes(), wanted.size(), plan.replicas().copies()),
                times,
                new Report.Check(equal, answered, count),
                load,
                new Report.Verdict(ok, error),
                changes,
                spreads,
                samples);
    }
}
