package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StateMerge;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Processes that count their messages, and whose counts can be added up. The state of each names the instances that
 * counted, so that it shows whether anything is in it twice, and what is missing.
 */
final class MergeableCounters {
    private final List<ProcessId> ids;
    private final boolean mergeable;

    /** What was counted, by the instance that did; instances of different processes may have the same epoch. */
    private final Map<String, Long> counted = new TreeMap<>();

    /** The names at the start, by those of instances that have got a greater epoch. */
    private final Map<String, String> firstNames = new TreeMap<>();

    /** Which instances live, and what they have. */
    private final Map<String, Tally> living = new TreeMap<>();

    private final Map<String, Tally> everyone = new TreeMap<>();
    private final Map<String, StopReason> stopped = new TreeMap<>();

    /** By conflict, the number of each hub that heard of it, in the order in which the hubs were built. */
    private final Map<String, List<Integer>> heard = new TreeMap<>();

    private final List<HubEvent.ConflictResolved> events = new ArrayList<>();
    private final Set<String> saved = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int hubs;

    MergeableCounters(int count, boolean mergeable) {
        this.mergeable = mergeable;
        this.ids =
                IntStream.range(0, count).mapToObj(i -> new ProcessId("t" + i)).toList();
    }

    /** Counts, and cannot be merged. */
    private class Tally implements HubProcess<Object> {
        private @Nullable String name;
        final Set<String> parts = new TreeSet<>();
        long count;

        final String name() {
            return Objects.requireNonNull(name);
        }

        @Override
        public void onStart(ProcessContext<Object> given) {
            name = firstName(given.id(), new Location(given.node(), given.epoch()));
            parts.add(name());
            living.put(name(), this);
            everyone.put(name(), this);
        }

        @Override
        public void onMessage(Message<Object> message) {
            if ("get".equals(message.body())) {
                message.replyUntyped(count);
            } else {
                count++;
                counted.merge(name(), 1L, Long::sum);
                message.replyUntyped(true);
            }
        }

        @Override
        public void onStop(StopReason reason) {
            living.remove(name());
            stopped.put(name(), reason);
        }
    }

    private final class Mergeable extends Tally implements StateMerge<Object> {
        @Override
        public Object handOver() {
            return count + " " + String.join(" ", parts);
        }

        @Override
        public void takeOver(Object state) {
            add(state.toString());
        }

        @Override
        public void merge(Object theirs) {
            add(theirs.toString());
        }

        private void add(String state) {
            String[] theirs = state.split(" ");
            count += Long.parseLong(theirs[0]);
            Arrays.stream(theirs)
                    .skip(1)
                    .filter(part -> !parts.add(part))
                    .forEach(twice -> wrong.add(name() + " has got twice what " + twice + " counted"));
        }
    }

    /** {@return the name that an instance had at its start, whatever its epoch is by now} */
    private String name(ProcessId id, Location where) {
        String name = firstName(id, where);
        return firstNames.getOrDefault(name, name);
    }

    private static String firstName(ProcessId id, Location where) {
        return id + "@" + where.node().name() + "/" + where.node().incarnation() + "#" + where.epoch();
    }

    HubBuilder settings(HubBuilder builder) {
        int number = hubs++;
        return builder.process(ProcessType.of("tally", Object.class), () -> mergeable ? new Mergeable() : new Tally())
                .hook(Hook.of("epochs", HubEvent.EpochRaised.class, event -> {
                    Location before = new Location(event.node(), event.before());
                    firstNames.put(
                            firstName(event.id(), new Location(event.node(), event.epoch())), name(event.id(), before));
                }))
                .hook(Hook.of("ear", HubEvent.ConflictResolved.class, event -> {
                    events.add(event);
                    String conflict = name(event.id(), event.superseded()) + " to " + name(event.id(), event.survivor())
                            + (event.merged() ? " merged" : " not merged");
                    heard.computeIfAbsent(conflict, ignored -> new ArrayList<>())
                            .add(number);
                }));
    }

    void start(SimulatedCluster cluster) {
        List<ProcessSpec<Object>> specs = ids.stream()
                .map(id -> ProcessType.of("tally", Object.class).spec(id.value()))
                .toList();
        assertThat(cluster.await(cluster.hub(1).startAll(specs, StartOptions.STANDARD))
                        .problems())
                .isEmpty();
        cluster.settle();
    }

    /** Tells every process something through one node. */
    void count(SimulatedCluster cluster, int node) {
        ids.forEach(id -> Counters.unheeded(cluster.hub(node).untyped(id).ask("count", Object.class)));
    }

    List<HubEvent.ConflictResolved> events() {
        return events;
    }

    List<StopReason> stopReasons() {
        return List.copyOf(stopped.values());
    }

    /**
     * Told at most once on a node; one that was cut off may have heard nothing, or not whether the state had arrived.
     */
    void checkEachWasToldAtMostOnceOnASide() {
        heard.forEach((conflict, ears) ->
                assertThat(ears).as(conflict).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates());
    }

    /** Whatever yielded is in what it yielded to, though that one may have moved on without its state. */
    void checkWinnersHadEverything() {
        for (HubEvent.ConflictResolved event : events) {
            Tally survivor = everyone.get(name(event.id(), event.survivor()));
            assertThat(Objects.requireNonNull(survivor).parts).contains(name(event.id(), event.superseded()));
        }
    }

    /** Every conflict was told on exactly two nodes, which agree about it. */
    void checkEachWasToldOnBothSides() {
        heard.forEach(
                (conflict, ears) -> assertThat(ears).as(conflict).hasSize(2).doesNotHaveDuplicates());
    }

    /** Whatever is left has all that its parts counted, once. */
    void checkItAddsUp() {
        checkNothingCountsTwice();
        living.forEach((name, tally) ->
                assertThat(tally.count).as(name + " with " + tally.parts).isEqualTo(sum(tally)));
    }

    /** What an instance counted after it had handed over its state, and had taken itself back, may be missing. */
    void checkNothingCountsTwice() {
        assertThat(wrong).isEmpty();
        living.forEach((name, tally) ->
                assertThat(tally.count).as(name + " with " + tally.parts).isLessThanOrEqualTo(sum(tally)));
    }

    private long sum(Tally tally) {
        return tally.parts.stream()
                .mapToLong(part -> counted.getOrDefault(part, 0L))
                .sum();
    }

    /** What only this node had is lost; nothing else may be. */
    void crashed(String node) {
        List<Tally> dead = everyone.values().stream()
                .filter(tally -> tally.name().contains("@" + node + "/"))
                .toList();
        dead.forEach(tally -> living.remove(tally.name()));
        living.values().forEach(tally -> saved.addAll(tally.parts));
        dead.forEach(tally -> saved.removeAll(tally.parts));
    }

    void checkSurvivorsLostNothing() {
        assertThat(parts()).containsAll(saved);
    }

    /** One instance of each process is left. */
    void checkOneIsLeft() {
        Map<String, Long> copies = living.keySet().stream()
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.indexOf('@')), TreeMap::new, Collectors.counting()));
        assertThat(copies)
                .hasSize(ids.size())
                .allSatisfy((id, count) -> assertThat(count).isOne());
    }

    /** All that was ever counted is in what is left. */
    void checkNothingIsMissing() {
        assertThat(parts()).containsAll(counted.keySet());
    }

    private Set<String> parts() {
        var parts = new TreeSet<String>();
        living.values().forEach(tally -> parts.addAll(tally.parts));
        return parts;
    }
}
