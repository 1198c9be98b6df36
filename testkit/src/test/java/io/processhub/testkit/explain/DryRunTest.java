package io.processhub.testkit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whatever the cluster is like: what a dry run says moves, and only that. */
final class DryRunTest {
    private static final int CHANGES = 4;

    /** Where copies were and will be; the order says nothing about what happened. */
    private record Move(Set<String> from, Set<String> to) {}

    @Seeds(60)
    void whatIsPredictedHappens(long seed) {
        var draw = new Draw(seed);
        for (int round = 1; round <= CHANGES; round++) {
            Change change = draw.change();
            Map<ProcessId, Set<String>> before = hosts(draw);

            DryRun dryRun = draw.cluster.await(draw.hub().dryRun(change));
            draw.happen(change);

            assertThat(predicted(dryRun))
                    .describedAs("seed %d, round %d: %s, now %s", seed, round, change, draw)
                    .isEqualTo(moved(before, hosts(draw)));
            assertThat(dryRun.processes()).isEqualTo(before.size());
        }
    }

    private static Map<ProcessId, Move> predicted(DryRun dryRun) {
        var moves = new TreeMap<ProcessId, Move>();
        dryRun.moves()
                .forEach(move -> moves.put(move.id(), new Move(new TreeSet<>(move.from()), new TreeSet<>(move.to()))));
        return moves;
    }

    private static Map<ProcessId, Move> moved(Map<ProcessId, Set<String>> before, Map<ProcessId, Set<String>> after) {
        assertThat(after).containsOnlyKeys(before.keySet());
        var moves = new TreeMap<ProcessId, Move>();
        before.forEach((id, hosts) -> {
            var move = new Move(without(hosts, of(after, id)), without(of(after, id), hosts));
            if (!move.from().isEmpty() || !move.to().isEmpty()) {
                moves.put(id, move);
            }
        });
        return moves;
    }

    private static Set<String> of(Map<ProcessId, Set<String>> hosts, ProcessId id) {
        return Objects.requireNonNull(hosts.get(id), () -> id + " is not wanted any more");
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(node -> !some.contains(node)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What lives in the world, whatever a registry says. */
    private static Map<ProcessId, Set<String>> hosts(Draw draw) {
        var hosts = new TreeMap<ProcessId, Set<String>>();
        draw.hub().snapshot().stream()
                .map(Registration::id)
                .forEach(id -> hosts.put(
                        id,
                        draw.cluster.runningCopiesOf(id).stream()
                                .map(Location::node)
                                .map(NodeId::name)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return hosts;
    }
}
