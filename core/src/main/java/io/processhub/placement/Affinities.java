package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.registry.Registration;
import io.processhub.replication.Directory;
import io.processhub.spec.Constraints.Affinity;
import io.processhub.spec.ProcessId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Chooses nodes near other processes and away from them, for the processes of one call, one after another. What was
 * chosen for the earlier ones counts for the later ones, so a cycle is refused: whichever comes first is near something
 * that is not wanted yet. Confined to the hub's thread.
 */
final class Affinities {
    private final Plan plan;
    private final Directory directory;

    /** The processes of the call that have a place by now. */
    private final Map<ProcessId, Placed> placed = new LinkedHashMap<>();

    /** The nodes that run a process of a tag, for the tags that were asked for. */
    private final Map<String, Set<NodeId>> tagged = new LinkedHashMap<>();

    private record Placed(String tag, List<NodeId> nodes) {}

    /** @param directory what else is wanted */
    Affinities(Plan plan, Directory directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /**
     * Chooses for one process.
     *
     * @param process which one; without affinities or with an assignment it is only counted
     * @return with its assignment
     * @throws IllegalArgumentException when no node is left, or what it is to be near is not wanted
     */
    Wanted place(Wanted process) {
        boolean decided = !process.assignment().absent()
                || process.spec().constraints().affinities().isEmpty();
        Wanted assigned = decided ? process : process.assigned(Assignment.to(choose(process)));
        List<NodeId> nodes = plan.owners(assigned, node -> true);
        String tag = process.metadata().tag();
        placed.put(process.id(), new Placed(tag, nodes));
        tagged.computeIfPresent(tag, (same, known) -> {
            known.addAll(nodes);
            return known;
        });
        return assigned;
    }

    private List<NodeId> choose(Wanted process) {
        Set<NodeId> banned = new TreeSet<>();
        for (Affinity affinity : process.spec().constraints().affinities()) {
            Set<NodeId> places = places(process, affinity);
            if (affinity.near() && places.isEmpty()) {
                throw new IllegalArgumentException("process " + process.id() + " is to run " + affinity
                        + ", which is not wanted or has no place; start that first");
            }
            plan.candidates().stream()
                    .map(candidate -> candidate.node())
                    .filter(node -> places.contains(node) != affinity.near())
                    .forEach(banned::add);
        }
        List<NodeId> chosen = plan.owners(process, node -> !banned.contains(node));
        if (chosen.isEmpty() && !plan.owners(process, node -> true).isEmpty()) {
            throw new IllegalArgumentException("process " + process.id() + " is to run "
                    + process.spec().constraints().affinities() + ", which leaves no node that can run it");
        }
        return chosen;
    }

    private Set<NodeId> places(Wanted process, Affinity affinity) {
        if (affinity.tag()) {
            return tagged.computeIfAbsent(affinity.target(), tag -> ofTag(tag, process.id()));
        }
        var id = new ProcessId(affinity.target());
        Placed here = placed.get(id);
        return here != null ? Set.copyOf(here.nodes()) : owners(Stream.ofNullable(directory.find(id)));
    }

    private Set<NodeId> ofTag(String tag, ProcessId self) {
        Set<NodeId> nodes = owners(directory.byTag(tag).stream()
                .filter(other -> !other.id().equals(self) && !placed.containsKey(other.id())));
        placed.values().stream().filter(other -> other.tag().equals(tag)).forEach(other -> nodes.addAll(other.nodes()));
        return nodes;
    }

    private Set<NodeId> owners(Stream<Registration> registrations) {
        Set<NodeId> nodes = new TreeSet<>();
        registrations.forEach(one -> nodes.addAll(plan.owners(one.wanted(), node -> !one.parkedOn(node))));
        return nodes;
    }
}
