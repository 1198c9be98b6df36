package io.processhub.benchmarks;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard;
import io.processhub.placement.PlacementView;
import io.processhub.process.ProcessType;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.replication.Directory;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.RegistryWatcher;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.Constraints;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Load;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.strategy.redundancy.Singularity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Works out the owner of each of many processes on many nodes, as a hub does when the members have changed: without
 * constraints, and with three labels, two zones and a tenth of the processes kept apart from others of a tag.
 * Arguments: processes, nodes, rounds.
 */
public final class PlacementWorkload {
    private static final int GROUP = 50;
    private static final int APART_OF = 10;
    private static final NodeId SELF = new NodeId("n0", 1);

    private final PlacementView placement;
    private final ReplicatedRegistry registry;

    private PlacementWorkload(List<Candidate> candidates) {
        var directory = new Directory();
        registry = new ReplicatedRegistry(SELF, 1, directory, RegistryWatcher.NONE);
        placement =
                new PlacementView(new ConsistentHashing(), new Singularity(), () -> candidates, new StrategyGuard());
        placement.directory(directory);
        placement.membersChanged();
    }

    public static void main(String[] arguments) {
        int processes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int nodes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 9;
        var plain = new PlacementWorkload(candidates(nodes, false));
        plain.want(processes, false);
        var constrained = new PlacementWorkload(candidates(nodes, true));
        constrained.want(processes, true);
        System.out.println("processes nodes plain_ms constrained_ms ratio");
        for (int round = 0; round < rounds; round++) {
            long first = plain.place();
            long second = constrained.place();
            System.out.printf(
                    "%d %d %d %d %.2f%n",
                    processes, nodes, first / 1_000_000, second / 1_000_000, (double) second / first);
        }
    }

    private static List<Candidate> candidates(int nodes, boolean labelled) {
        return IntStream.range(0, nodes)
                .mapToObj(number -> new Candidate(
                        new NodeId("n" + number, 1),
                        1,
                        labelled ? "z" + number % 2 : "",
                        labelled ? traits(number) : Traits.UNKNOWN))
                .sorted((left, right) -> left.node().compareTo(right.node()))
                .toList();
    }

    private static Traits traits(int number) {
        return new Traits(Map.of(), Optional.of(Set.of("echo")))
                .label("disk", number % 3 == 0 ? "ssd" : "hdd")
                .label("gpu", Boolean.toString(number % 4 == 0))
                .label("rack", "r" + number % 10);
    }

    /** Every process requires a label and prefers a zone; those that are kept apart have a tag for fifty of them. */
    private void want(int processes, boolean constrained) {
        List<Wanted> batch = new ArrayList<>(GROUP);
        for (int number = 0; number < processes; number++) {
            ProcessSpec<?> spec = ProcessType.of("echo", Object.class).spec("process/" + number);
            batch.add(constrained ? constrained(spec, number) : new Wanted(spec, Metadata.NONE));
            if (batch.size() == GROUP || number == processes - 1) {
                placement
                        .assign(batch, id -> List.of(), PlacementWorkload::loads)
                        .forEach(this::write);
                batch.clear();
            }
        }
    }

    private static Wanted constrained(ProcessSpec<?> spec, int number) {
        boolean apart = number / GROUP % APART_OF == 0;
        String tag = apart ? "group/" + number / GROUP : "";
        var constraints =
                Constraints.NONE.require("disk", apart ? "hdd" : "ssd").prefer(Constraints.ZONE, "z" + number % 2);
        return new Wanted(
                spec.constraints(apart ? constraints.awayFromTag(tag) : constraints),
                apart ? Metadata.tag(tag) : Metadata.NONE);
    }

    /** Hashing does not look at loads. */
    private static Loads loads(List<Candidate> candidates) {
        return new Loads(node -> new Load(0, Optional.empty()), new SplittableRandom(candidates.size()));
    }

    private void write(Wanted wanted) {
        registry.write(new Intent(wanted.id(), new Stamp(1L << 16, SELF), wanted));
    }

    private long place() {
        long before = System.nanoTime();
        long owned = 0;
        for (ProcessRecord record : registry.records()) {
            owned += placement.owners(record).size();
        }
        if (owned != registry.records().size()) {
            throw new IllegalStateException(owned + " of " + registry.records().size() + " processes have an owner");
        }
        return System.nanoTime() - before;
    }
}
