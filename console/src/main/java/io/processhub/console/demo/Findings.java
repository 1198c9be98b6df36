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
    private String killed = "";
    private String fresh = "";

    long startedMs = -1;
    long failoverMs = -1;
    long rejoinMs = -1;

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

    void fresh(Member member, World world) {
        fresh = member.name();
        moved = world.on(fresh);
    }

    Report report(@Nullable String error) {
        boolean equal = registriesEqual && verifications > 0;
        boolean ok = error == null && equal && answered == wanted.size() && lost == 0 && duplicated == 0;
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
                moved,
                ok,
                killed,
                fresh,
                spreads,
                samples,
                error);
    }
}
