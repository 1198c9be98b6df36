package io.processhub.console.cut;

import io.processhub.console.cut.Life.Window;
import io.processhub.console.demo.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one cut has shown so far. Confined to the thread that plays it. */
final class CutFindings {
    private static final String NO_QUORUM = "has no quorum";
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** How long a hub may take, once it knows, until its processes have ended. */
    private static final long CONSEQUENCE_MILLIS = 2_000;

    /** Three times the suspicion timeout of the engine, after which it leaves out who is not heard, and a heartbeat. */
    private static final long DETECTION_MILLIS_MAX = 3 * 8_000 + 2_000;

    private final CutKind kind;
    private final Collection<String> minority;
    private final long cutAt;
    private final Map<String, String> advice = new TreeMap<>();
    private int startsRefused;
    private int stopsRefused;
    private long detectedMs = -1;
    private long majorityCompleteMs = -1;
    private long healedAt = -1;
    private long mergedMs = -1;
    private long wholeMs = -1;
    private CutReport.Load load = CutReport.Load.NONE;
    private CutReport.Count count = CutReport.Count.NOT_COUNTED;

    /** Begins with the moment before the cut. */
    CutFindings(CutKind kind, Collection<String> minority, long now) {
        this.kind = kind;
        this.minority = List.copyOf(minority);
        this.cutAt = now;
    }

    /** Each node of the minority knows that it is cut off. */
    void detected(long now) {
        detectedMs = millis(now - cutAt);
    }

    void majorityComplete(long now) {
        majorityCompleteMs = millis(now - cutAt);
    }

    void answers(Member node, Collection<String> toStart, Collection<String> toStop) {
        startsRefused += refused(toStart);
        stopsRefused += refused(toStop);
        var membership = node.status().membership();
        if (!membership.quorum() && !membership.advice().isEmpty()) {
            advice.put(node.name(), membership.advice());
        }
    }

    private static int refused(Collection<String> problems) {
        return problems.stream().anyMatch(problem -> problem.contains(NO_QUORUM)) ? 1 : 0;
    }

    /** The moment before the heal. */
    void healed(long now) {
        healedAt = now;
    }

    void merged(long now) {
        mergedMs = millis(now - healedAt);
    }

    void whole(long now) {
        wholeMs = millis(now - healedAt);
    }

    void load(CutReport.Load done) {
        load = load.plus(done);
    }

    void count(CutReport.Count now) {
        count = now;
    }

    private static long millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    /**
     * Draws the conclusion.
     *
     * @param lives all that have lived until now
     * @param now the end of the last window
     * @param error why the cut could not be played to its end; {@code null} when it was
     */
    CutReport.Cut conclude(Lives lives, long now, @Nullable String error) {
        boolean healed = healedAt >= 0;
        var during = new Window(cutAt, healed ? healedAt : now);
        OptionalLong stopped = lives.stopped(minority, during);
        var times = new CutReport.Times(
                detectedMs,
                stopped.isEmpty() ? -1 : millis(stopped.getAsLong()),
                millis(lives.twice(during)),
                majorityCompleteMs,
                mergedMs,
                wholeMs,
                healed ? millis(lives.twice(new Window(healedAt, now))) : -1);
        var refusals = new CutReport.Refusals(startsRefused, stopsRefused, advice);
        List<String> wrong = new ArrayList<>();
        if (error != null) {
            wrong.add(error);
        }
        wrong.addAll(wrongTimes(times));
        wrong.addAll(wrongWords(refusals));
        wrong.addAll(wrongCount());
        var verdict = new CutReport.Verdict(wrong.isEmpty(), wrong.isEmpty() ? null : String.join("; ", wrong));
        return new CutReport.Cut(kind.toString(), limit(), times, refusals, load, count, verdict);
    }

    private List<String> wrongTimes(CutReport.Times times) {
        var wrong = new ArrayList<String>();
        if (times.detectedMs() > DETECTION_MILLIS_MAX) {
            wrong.add("the minority noticed the cut after " + times.detectedMs() + " ms, allowed are "
                    + DETECTION_MILLIS_MAX + " ms");
        }
        if (times.stoppedInMinorityMs() < 0) {
            wrong.add("the minority did not stop its processes");
        }
        within(times.stoppedInMinorityMs(), "the minority stopped its processes after", wrong);
        within(times.ranInBothMs(), "a process ran twice for", wrong);
        within(times.ranTwiceAfterMs(), "after the heal a process ran twice for", wrong);
        if (times.majorityCompleteMs() < 0) {
            wrong.add("the majority did not run everything");
        }
        if (times.wholeMs() < 0) {
            wrong.add("the cluster did not become whole");
        }
        return wrong;
    }

    private void within(long ms, String what, List<String> wrong) {
        if (ms > limit()) {
            wrong.add(what + ' ' + ms + " ms, allowed are " + limit() + " ms");
        }
    }

    private long limit() {
        return (detectedMs < 0 ? DETECTION_MILLIS_MAX : detectedMs) + CONSEQUENCE_MILLIS;
    }

    private List<String> wrongWords(CutReport.Refusals said) {
        var wrong = new ArrayList<String>();
        int nodes = minority.size();
        if (said.startsRefused() != nodes || said.stopsRefused() != nodes) {
            wrong.add("of " + nodes + " nodes of the minority " + said.startsRefused() + " refused to start and "
                    + said.stopsRefused() + " to stop a process");
        }
        if (said.advice().size() != nodes) {
            wrong.add("of " + nodes + " nodes of the minority " + said.advice().size()
                    + " said how far they are from a quorum");
        }
        return wrong;
    }

    private List<String> wrongCount() {
        return count.lost() + count.resurrected() <= 0
                ? List.of()
                : List.of(count.lost() + " processes were lost, " + count.resurrected()
                        + " ran that had been stopped or refused");
    }
}
