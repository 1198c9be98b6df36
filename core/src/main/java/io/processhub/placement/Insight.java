package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.explain.Change;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Standing;
import io.processhub.process.ProcessId;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.strategy.distribution.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says why processes are where they are, and what would change that. Confined to the hub's thread. */
public final class Insight {
    /** A reading of the hybrid clock has milliseconds in its upper bits. */
    private static final int COUNTER_BITS = 16;

    private final Replica replica;
    private final Targets targets;
    private final History history;
    private final Supplier<List<NodeId>> members;

    /**
     * Looks at a hub.
     *
     * @param replica what it knows
     * @param targets what it wants
     * @param history what has happened
     * @param members who runs it, sorted
     */
    public Insight(Replica replica, Targets targets, History history, Supplier<List<NodeId>> members) {
        this.replica = replica;
        this.targets = targets;
        this.history = history;
        this.members = members;
    }

    /**
     * Explains where a process runs.
     *
     * @param id which one, whether it exists or not
     * @return what is known and why it is so
     */
    public Explanation explain(ProcessId id) {
        Row row = replica.row(id);
        Intent intent = row == null ? null : row.intent();
        List<NodeId> owners = row == null || intent == null || !intent.runs() ? List.of() : targets.owners(row);
        return new Explanation(
                id,
                replica.self(),
                Optional.ofNullable(intent).map(Insight::wish),
                targets.rule(),
                candidates(id, row, owners),
                row == null ? List.of() : copies(row, owners),
                history.of(id));
    }

    private static Explanation.Wish wish(Intent intent) {
        return new Explanation.Wish(
                intent.runs(), time(intent.stamp().clock()), intent.stamp().writer());
    }

    private static Instant time(long reading) {
        return Instant.ofEpochMilli(reading >>> COUNTER_BITS);
    }

    private List<Explanation.Candidate> candidates(ProcessId id, @Nullable Row row, List<NodeId> owners) {
        var candidates = new ArrayList<Explanation.Candidate>();
        owners.forEach(
                owner -> candidates.add(new Explanation.Candidate(owner, Standing.OWNER, targets.reason(id, owner))));
        List<NodeId> staying =
                targets.candidates().stream().map(Candidate::node).toList();
        for (NodeId member : members.get()) {
            if (!owners.contains(member)) {
                candidates.add(candidate(id, row, member, staying.contains(member)));
            }
        }
        return candidates;
    }

    private Explanation.Candidate candidate(ProcessId id, @Nullable Row row, NodeId member, boolean stays) {
        if (!stays) {
            return new Explanation.Candidate(member, Standing.LEAVING, "");
        }
        return row != null && row.parkedOn(member)
                ? new Explanation.Candidate(member, Standing.PARKED, row.parkedFor(member))
                : new Explanation.Candidate(member, Standing.OUTRANKED, targets.reason(id, member));
    }

    private static List<Explanation.Copy> copies(Row row, List<NodeId> owners) {
        var copies = new ArrayList<Explanation.Copy>();
        row.hosts().stream().sorted().forEach(host -> {
            Instance instance = row.instanceOn(host);
            if (instance != null) {
                copies.add(copy(host, instance, owners.contains(host)));
            }
        });
        return copies;
    }

    private static Explanation.Copy copy(NodeId host, Instance instance, boolean stays) {
        return new Explanation.Copy(
                host,
                instance.epoch(),
                instance.reason(),
                time(instance.epoch()),
                instance.role(),
                time(instance.term()),
                stays);
    }

    /**
     * Prepares to try out a change of the members.
     *
     * @param change which one
     * @return works it out, on another thread, for there may be many processes
     */
    public Prediction predict(Change change) {
        Map<ProcessId, Set<NodeId>> parked = new TreeMap<>();
        for (Row row : replica.rows()) {
            for (NodeId member : members.get()) {
                if (row.parkedOn(member)) {
                    parked.computeIfAbsent(row.id(), unused -> new TreeSet<>()).add(member);
                }
            }
        }
        return new Prediction(change, targets, targets.candidates(), parked);
    }
}
