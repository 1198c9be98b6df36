package io.processhub.console.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the demo has found so far. Confined to the thread that plays it. */
final class Findings {
    private final int nodes;
    private final Set<String> wanted;
    private final List<Report.Spread> spreads = new ArrayList<>();
    private final List<Report.Sample> samples = new ArrayList<>();
    private int verifications;
    private int answered;
    private boolean registriesEqual = true;
    private int lost;
    private int duplicated;
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

    Findings(int nodes, Set<String> wanted) {
        this.nodes = nodes;
        this.wanted = wanted;
        this.lost = wanted.size();
    }

    void count(World world) {
        lost = world.lost(wanted);
        duplicated = world.duplicated();
    }

    void spread(String when, World world) {
        spreads.add(new Report.Spread(when, world.perNode()));
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
        boolean ok =
                error == null && equal && answered == wanted.size() && lost == 0 && duplicated == 0 && everythingKept();
        return new Report(
                nodes,
                wanted.size(),
                startedMs,
                equal,
                answered,
                failoverMs,
                lost,
                duplicated,
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
