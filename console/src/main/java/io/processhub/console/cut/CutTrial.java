package io.processhub.console.cut;

import io.processhub.console.admin.AdminException;
import io.processhub.console.admin.Replies;
import io.processhub.console.demo.DemoException;
import io.processhub.console.demo.Member;
import io.processhub.console.demo.Patience;
import io.processhub.console.demo.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of which some nodes are cut off, again and again.
 *
 * @param minority those that are cut off; they were launched first
 * @param majority all others; more than those
 * @param expected what must run
 * @param base processes that are never stopped
 * @param patience for each step
 */
record CutTrial(List<Member> minority, List<Member> majority, Expected expected, List<String> base, Patience patience) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    CutTrial {
        minority = List.copyOf(minority);
        majority = List.copyOf(majority);
        base = List.copyOf(base);
    }

    private List<Member> all() {
        return Stream.concat(minority.stream(), majority.stream()).toList();
    }

    /** How often each process lives on some nodes. */
    private static Map<String, Integer> living(Collection<Member> members) {
        var living = new TreeMap<String, Integer>();
        members.forEach(member -> member.local().forEach(row -> living.merge(row.id(), 1, Integer::sum)));
        return living;
    }

    /** Waits until all run once, and all nodes agree; counts what is wrong each time. */
    void settle(String what, Consumer<CutReport.Count> counts) {
        patience.until(what, () -> apart().or(this::different).or(() -> wrong(living(all()), counts)));
    }

    /** Waits until each node lists all others. */
    void meet() {
        patience.until("the nodes to see one another", this::apart);
    }

    private Optional<String> apart() {
        return apart(all());
    }

    /** What keeps some nodes from listing each other and no others. */
    private static Optional<String> apart(List<Member> members) {
        return members.stream()
                .flatMap(member -> apart(member, members.size()).stream())
                .findFirst();
    }

    private static Optional<String> apart(Member member, int wanted) {
        if (!member.alive()) {
            throw new DemoException("node " + member.name() + " ended by itself");
        }
        int seen = member.status().membership().members().size();
        return seen == wanted
                ? Optional.empty()
                : Optional.of(member.name() + " sees " + seen + " nodes instead of " + wanted);
    }

    private Optional<String> different() {
        List<Replies.Status> states = all().stream().map(Member::status).toList();
        for (Replies.Status state : states) {
            if (!expected.allows(state.registry().processes())
                    || state.registry().waiting() > 0
                    || state.membership().redistributing()) {
                return Optional.of(state.node() + " knows " + state.registry().processes() + " processes, "
                        + state.registry().waiting() + " of them wait"
                        + (state.membership().redistributing() ? ", and redistributes" : ""));
            }
        }
        return states.stream()
                                .map(state -> state.registry().digest())
                                .distinct()
                                .count()
                        == 1
                ? Optional.empty()
                : Optional.of("the registries differ");
    }

    private Optional<String> wrong(Map<String, Integer> living, Consumer<CutReport.Count> counts) {
        long doubled = living.values().stream().filter(copies -> copies > 1).count();
        var count = new CutReport.Count(expected.lost(living), expected.resurrected(living));
        counts.accept(count);
        return doubled + count.lost() + count.resurrected() == 0
                ? Optional.empty()
                : Optional.of(doubled + " processes run twice, " + count.lost() + " nowhere, " + count.resurrected()
                        + " that should not");
    }

    /**
     * Cuts the network and heals it, under load.
     *
     * @param network what is cut
     * @param kind in which directions
     * @param fleet knows what lived
     * @param progress is informed of each step
     */
    CutReport.Cut play(Network network, CutKind kind, CutFleet fleet, Progress progress) {
        progress.begin("cut " + names(minority) + " off, " + kind);
        try (var here = Changes.begin(kind + "/minority", minority, expected, base);
                var there = Changes.begin(kind + "/majority", majority, expected, base)) {
            var findings =
                    new CutFindings(kind, minority.stream().map(Member::name).toList(), System.nanoTime());
            String error = null;
            try {
                network.cut(kind, numbers(1, minority.size()), numbers(1 + minority.size(), majority.size()));
                endure(findings, progress);
                heal(network, findings, progress);
                findings.load(here.finish());
                findings.load(there.finish());
                settle("every process to run once", findings::count);
                findings.whole(System.nanoTime());
            } catch (DemoException | AdminException failure) {
                error = String.valueOf(failure.getMessage());
            }
            var cut = findings.conclude(fleet.lives(), System.nanoTime(), error);
            if (cut.verdict().ok()) {
                progress.end("all run once, and all registries are equal, "
                        + cut.times().wholeMs() + " ms after the heal");
            }
            return cut;
        }
    }

    private void endure(CutFindings findings, Progress progress) {
        patience.until("the minority to notice the cut", () -> apart(minority));
        findings.detected(System.nanoTime());
        patience.until("the minority to stop its processes", this::runsInMinority);
        patience.until("the majority to run all processes", this::missingInMajority);
        findings.majorityComplete(System.nanoTime());
        progress.end("the majority runs all processes");
        progress.begin("start and stop through " + names(minority));
        for (Member node : minority) {
            String id = "refused/" + node.name() + '/' + System.nanoTime();
            var start = node.start(Changes.specs(List.of(id)), TIMEOUT);
            var stop = node.stop(List.of(base.getFirst()), TIMEOUT);
            findings.answers(node, start.problems(), stop.problems());
        }
        progress.end("refused");
    }

    private Optional<String> runsInMinority() {
        for (Member node : minority) {
            int copies = node.local().size();
            if (copies > 0 || node.status().membership().quorum()) {
                return Optional.of(node.name() + " runs " + copies + " processes");
            }
        }
        return Optional.empty();
    }

    private Optional<String> missingInMajority() {
        Optional<String> apart = apart(majority);
        if (apart.isPresent()) {
            return apart;
        }
        var living = living(majority);
        long missing = base.stream().filter(id -> !living.containsKey(id)).count();
        return missing == 0 ? Optional.empty() : Optional.of(missing + " processes run on none of its nodes");
    }

    private void heal(Network network, CutFindings findings, Progress progress) {
        progress.begin("heal the network");
        findings.healed(System.nanoTime());
        network.heal();
        meet();
        findings.merged(System.nanoTime());
    }

    private static String names(List<Member> members) {
        return String.join(" and ", members.stream().map(Member::name).toList());
    }

    private static List<Integer> numbers(int from, int count) {
        return IntStream.range(from, from + count).boxed().toList();
    }
}
