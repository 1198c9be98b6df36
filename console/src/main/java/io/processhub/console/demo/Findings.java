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
    private int lost;
    private int duplicated;
    private int copiesMissing;
    private int rolesWrong;
    private int moved;
    private int statesKept;
    private int messages;
    private int messagesLost;
    private int messagesDoubled;
    private int messagesUnanswered;
    private String killed = "";
    private String fresh = "";
    private String left = "";

    long startedMs = -1;
    long failoverMs = -1;
    long rejoinMs = -1;
    long leaveMs = -1;

    Findings(Demo.Plan plan) {
        this.plan = plan;
        this.wanted = plan.wanted().stream().map(Wanted::id).collect(Collectors.toSet());
        this.lost = wanted.size();
        this.copiesMissing = wanted.size() * plan.replicas().copies();
    }

    void count(World world) {
        lost = world.lost(wanted);
        duplicated = world.duplicated(plan.replicas());
        copiesMissing = world.missing(wanted, plan.replicas());
        rolesWrong = world.miscast(wanted, plan.replicas());
    }

    /** {@return what is not as it should be, as of the last count, in words} */
    Optional<String> wrong(World world) {
        int unwanted = world.unwanted(wanted);
        if (lost + duplicated + unwanted > 0) {
            return Optional.of(lost + " processes run nowhere, " + duplicated + " more often than wanted, " + unwanted
                    + " are not wanted");
        }
        return copiesMissing + rolesWrong == 0
                ? Optional.empty()
                : Optional.of(copiesMissing + " copies are missing, " + rolesWrong + " processes have "
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

    void killed(Member member) {
        killed = member.name();
    }

    void fresh(Member member) {
        fresh = member.name();
    }

    void left(Member member) {
        left = member.name();
    }

    /** The count of a process goes with its state, so one that goes on without a gap was kept. */
    void underLoad(World before, World after, Load.Outcome load) {
        for (String id : wanted) {
            long handled = after.handled(id) - before.handled(id);
            messagesLost += (int) Math.max(0, load.rounds() - handled);
            messagesDoubled += (int) Math.max(0, handled - load.rounds());
            if (!after.host(id).equals(before.host(id))) {
                moved++;
                statesKept += handled == load.rounds() ? 1 : 0;
            }
        }
        messages += load.rounds() * wanted.size();
        messagesUnanswered += load.unanswered();
    }

    int messagesLost() {
        return messagesLost;
    }

    boolean everythingKept() {
        return statesKept == moved && messagesLost == 0 && messagesDoubled == 0 && messagesUnanswered == 0;
    }

    /** What {@link #everythingKept} misses. */
    String losses() {
        return statesKept + " of " + moved + " states were kept, and of " + messages + " messages " + messagesLost
                + " were lost, " + messagesDoubled + " handled twice, " + messagesUnanswered + " not answered";
    }

    Report report(@Nullable String error) {
        boolean equal = registriesEqual && verifications > 0;
        boolean complete = lost + duplicated + copiesMissing + rolesWrong == 0;
        boolean ok = error == null && equal && answered == wanted.size() && complete && everythingKept();
        return new Report(
                plan.nodes(),
                wanted.size(),
                plan.replicas().copies(),
                startedMs,
                equal,
                answered,
                failoverMs,
                lost,
                duplicated,
                copiesMissing,
                rolesWrong,
                rejoinMs,
                leaveMs,
                moved,
                statesKept,
                messages,
                messagesLost,
                messagesDoubled,
                messagesUnanswered,
                ok,
                killed,
                fresh,
                left,
                spreads,
                samples,
                error);
    }
}
