package io.processhub.console.cut;

import io.processhub.console.admin.AdminException;
import io.processhub.console.demo.DemoException;
import io.processhub.console.demo.Member;
import io.processhub.console.demo.Patience;
import io.processhub.console.demo.Progress;
import io.processhub.console.input.SpecLine;
import io.processhub.console.input.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the demo of a split: starts processes, cuts a minority off, heals, and looks whether all is whole again; for
 * each kind of cut. Used once, by one thread.
 */
public final class CutDemo {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CutFleet fleet;
    private final Network network;
    private final Plan plan;
    private final Patience patience;
    private final Progress progress;
    private final Expected expected = new Expected();
    private final List<CutReport.Cut> cuts = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private long startedMs = -1;

    /**
     * A demo.
     *
     * @param fleet where nodes come from
     * @param network what joins them
     * @param plan what to play
     * @param patience for each step
     * @param progress is informed of each step
     */
    public CutDemo(CutFleet fleet, Network network, Plan plan, Patience patience, Progress progress) {
        this.fleet = fleet;
        this.network = network;
        this.plan = plan;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * What to play.
     *
     * @param nodes how many; at least three
     * @param wanted what runs all the time
     * @param kinds the cuts, one after the other
     */
    public record Plan(int nodes, List<Wanted> wanted, List<CutKind> kinds) {

        /** Freezes the lists. */
        public Plan {
            wanted = List.copyOf(wanted);
            kinds = List.copyOf(kinds);
        }

        /** The first nodes, among them the one that leads the others: nothing may depend on who is cut off. */
        private int minority() {
            return (nodes - 1) / 2;
        }
    }

    /**
     * Plays it.
     *
     * @return what was found; a demo that could not go on says why in its error
     * @throws UnavailableException when this machine cannot play it
     */
    public CutReport play() {
        try {
            progress.begin("launch " + plan.nodes() + " nodes");
            members.addAll(fleet.launch(plan.nodes()));
            var ids = plan.wanted().stream().map(Wanted::id).toList();
            var trial = new CutTrial(minority(), majority(), expected, ids, patience);
            trial.meet();
            progress.end(members.stream().map(Member::name).collect(Collectors.joining(", ")) + " see one another");
            start(trial, ids);
            for (CutKind kind : plan.kinds()) {
                cuts.add(trial.play(network, kind, fleet, progress));
                if (!cuts.getLast().verdict().ok()) {
                    break;
                }
            }
            return report(null);
        } catch (DemoException | AdminException failure) {
            return report(String.valueOf(failure.getMessage()));
        }
    }

    private List<Member> minority() {
        return members.subList(0, Math.min(members.size(), plan.minority()));
    }

    private List<Member> majority() {
        return members.subList(minority().size(), members.size());
    }

    private void start(CutTrial trial, List<String> ids) {
        progress.begin("start " + ids.size() + " processes");
        long begin = System.nanoTime();
        var lines = new SpecLine();
        byte[] specs = plan.wanted().stream()
                .map(lines::write)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        var outcome = members.getFirst().start(specs, patience.limit());
        if (outcome.started() != ids.size()) {
            throw new DemoException(
                    outcome.started() + " of " + ids.size() + " processes started: " + outcome.problems());
        }
        expected.start(ids, true);
        trial.settle("every process to run", count -> {});
        startedMs = (System.nanoTime() - begin) / NANOS_PER_MILLI;
        progress.end("all run, after " + startedMs + " ms");
    }

    private CutReport report(@Nullable String error) {
        var setup = new CutReport.Setup(
                network.means(),
                plan.nodes(),
                plan.wanted().size(),
                minority().stream().map(Member::name).toList(),
                majority().stream().map(Member::name).toList(),
                startedMs);
        return CutReport.of(setup, plan.kinds(), cuts, error);
    }
}
