package io.processhub.console.cut;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the demo of a split found. As JSON it is one object: the names of the parts do not appear in it, but for the
 * cuts.
 *
 * @param setup what was played
 * @param worst of all cuts
 * @param verdict whether everything held
 * @param cuts one for each that was begun
 */
public record CutReport(
        @JsonUnwrapped Setup setup,
        @JsonUnwrapped Worst worst,
        @JsonUnwrapped Verdict verdict,
        List<Cut> cuts) {

    /** Freezes the list. */
    public CutReport {
        cuts = List.copyOf(cuts);
    }

    /** Draws the conclusion. */
    static CutReport of(Setup setup, List<CutKind> asked, List<Cut> cuts, @Nullable String error) {
        String first = error != null
                ? error
                : cuts.stream()
                        .filter(cut -> !cut.verdict().ok())
                        .map(cut -> cut.kind() + ": " + cut.verdict().error())
                        .findFirst()
                        .orElse(null);
        boolean ok = first == null && cuts.size() == asked.size() && !asked.isEmpty();
        return new CutReport(setup, Worst.of(cuts), new Verdict(ok, first), cuts);
    }

    /**
     * What was played.
     *
     * @param means by what the network was cut
     * @param nodes how many there were
     * @param processes how many ran all the time
     * @param minority the nodes of the smaller part
     * @param majority those of the greater one
     * @param startedMs from the request until every process ran, in milliseconds; −1 when not reached
     */
    public record Setup(
            String means, int nodes, int processes, List<String> minority, List<String> majority, long startedMs) {

        /** Freezes the lists. */
        public Setup {
            minority = List.copyOf(minority);
            majority = List.copyOf(majority);
        }
    }

    /**
     * The worst of all cuts; see {@link Times} and {@link Count}.
     *
     * @param stoppedInMinorityMs the longest; −1 when a minority did not stop
     * @param ranInBothMs the longest; −1 when not measured
     * @param lost the most; −1 when not counted
     * @param resurrected the most; −1 when not counted
     */
    public record Worst(long stoppedInMinorityMs, long ranInBothMs, long lost, long resurrected) {

        private static Worst of(List<Cut> cuts) {
            return new Worst(
                    worst(cuts, cut -> cut.times().stoppedInMinorityMs()),
                    worst(cuts, cut -> cut.times().ranInBothMs()),
                    worst(cuts, cut -> cut.count().lost()),
                    worst(cuts, cut -> cut.count().resurrected()));
        }

        private static long worst(List<Cut> cuts, ToLongFunction<Cut> figure) {
            boolean known = cuts.stream().allMatch(cut -> figure.applyAsLong(cut) >= 0);
            return known ? cuts.stream().mapToLong(figure).max().orElse(-1) : -1;
        }
    }

    /**
     * Whether everything held.
     *
     * @param ok whether it did
     * @param error what did not; {@code null} when everything did
     */
    public record Verdict(boolean ok, @Nullable String error) {}

    /**
     * One cut.
     *
     * @param kind in which directions
     * @param limitMs within which the minority must have stopped: the detection, and two seconds
     * @param times how long each step took
     * @param refusals what the minority said meanwhile
     * @param load what was started, stopped and asked meanwhile
     * @param count what was wrong in the end
     * @param verdict whether everything held
     */
    public record Cut(
            String kind,
            long limitMs,
            @JsonUnwrapped Times times,
            @JsonUnwrapped Refusals refusals,
            @JsonUnwrapped Load load,
            @JsonUnwrapped Count count,
            @JsonUnwrapped Verdict verdict) {}

    /**
     * How long each step took, in milliseconds; −1 for what was not reached.
     *
     * @param detectedMs from the cut until each node of the minority listed only those with which it was cut off
     * @param stoppedInMinorityMs from the cut until the last process of the minority had ended
     * @param ranInBothMs for how long, during the cut, the process that did so longest had two living copies
     * @param majorityCompleteMs from the cut until the majority ran every process
     * @param mergedMs from the heal until every node listed all others
     * @param wholeMs from the heal until every process ran once and all registries were equal
     * @param ranTwiceAfterMs for how long, after the heal, the process that did so longest had two living copies, as it
     *     has when it moves
     */
    public record Times(
            long detectedMs,
            long stoppedInMinorityMs,
            long ranInBothMs,
            long majorityCompleteMs,
            long mergedMs,
            long wholeMs,
            long ranTwiceAfterMs) {}

    /**
     * What the nodes of the minority said during the cut.
     *
     * @param startsRefused how many refused a start, for want of a quorum
     * @param stopsRefused how many refused a stop
     * @param advice what each said about its distance from a quorum, by its name
     */
    public record Refusals(int startsRefused, int stopsRefused, Map<String, String> advice) {}

    /**
     * What became of the load.
     *
     * @param changesAnswered how many starts and stops were confirmed
     * @param changesUnanswered how many were refused, or in part, or not answered in time
     * @param asksAnswered how many asks were answered
     * @param asksUnanswered how many were not
     */
    public record Load(int changesAnswered, int changesUnanswered, int asksAnswered, int asksUnanswered) {
        /** Nothing was done. */
        public static final Load NONE = new Load(0, 0, 0, 0);

        Load change(boolean answered) {
            return plus(answered ? new Load(1, 0, 0, 0) : new Load(0, 1, 0, 0));
        }

        Load ask(boolean answered) {
            return plus(answered ? new Load(0, 0, 1, 0) : new Load(0, 0, 0, 1));
        }

        Load plus(Load more) {
            return new Load(
                    changesAnswered + more.changesAnswered,
                    changesUnanswered + more.changesUnanswered,
                    asksAnswered + more.asksAnswered,
                    asksUnanswered + more.asksUnanswered);
        }
    }

    /**
     * What was wrong when the JVMs were last counted, after the heal; −1 when they were not.
     *
     * @param lost processes that had been started, and not stopped, and ran nowhere
     * @param resurrected processes that ran although they had been stopped, or their start refused
     */
    public record Count(int lost, int resurrected) {
        static final Count NOT_COUNTED = new Count(-1, -1);
    }
}
