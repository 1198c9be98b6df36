package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Copy;
import io.processhub.explain.Explanation.Outlook;
import io.processhub.explain.Explanation.RoleState;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.hook.HubEvent.ProcessStarted;
import io.processhub.hook.HubEvent.RoleChanged;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Wanted;
import io.processhub.registry.Registration;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.time.HybridClock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Explains why processes are where they are, and what a change of the members would do. Confined to the hub's thread.
 */
public final class Insight {
    private final ReplicatedRegistry registry;
    private final PlacementView placement;
    private final RoleAssignment roles;
    private final History history;
    private final Supplier<List<NodeId>> members;

    /**
     * Looks at a hub.
     *
     * @param registry what it knows
     * @param placement where it wants processes
     * @param roles in which roles it wants their copies
     * @param history what has happened
     * @param members the nodes that run it, sorted
     */
    public Insight(
            ReplicatedRegistry registry,
            PlacementView placement,
            RoleAssignment roles,
            History history,
            Supplier<List<NodeId>> members) {
        this.registry = registry;
        this.placement = placement;
        this.roles = roles;
        this.history = history;
        this.members = members;
    }

    /**
     * Explains where a process runs.
     *
     * @param id which one, whether it exists or not
     * @param mayRun whether this node may run processes
     * @param obstacle why this node starts nothing, for people; empty when it does
     * @return what is known, and why it is so
     */
    public Explanation explain(ProcessId id, boolean mayRun, String obstacle) {
        registry.publish(); // what has changed in this turn is explained, too
        ProcessRecord record = registry.record(id);
        return record == null ? unknown(id, obstacle) : explain(record, mayRun, obstacle);
    }

    private Explanation unknown(ProcessId id, String obstacle) {
        return new Explanation(
                id,
                registry.self(),
                Optional.empty(),
                obstacle,
                placement.rule(),
                List.of(),
                List.of(),
                history.of(id));
    }

    private Explanation explain(ProcessRecord record, boolean mayRun, String obstacle) {
        Intent intent = record.intent();
        boolean wanted = intent != null && intent.runs();
        List<NodeId> owners = wanted ? placement.owners(record) : List.of();
        return new Explanation(
                record.id(),
                registry.self(),
                Optional.ofNullable(intent).map(Insight::intent),
                obstacle,
                placement.rule(),
                wanted ? candidates(record, owners) : List.of(),
                copies(record, owners, mayRun),
                history.of(record.id()));
    }

    private static Explanation.Intent intent(Intent intent) {
        return new Explanation.Intent(
                intent.runs(),
                HybridClock.time(intent.stamp().clock()),
                intent.stamp().writer());
    }

    private List<Explanation.Candidate> candidates(ProcessRecord record, List<NodeId> owners) {
        Map<NodeId, Candidate> staying = new LinkedHashMap<>();
        placement.staying().forEach(candidate -> staying.put(candidate.node(), candidate));
        Set<NodeId> order = new LinkedHashSet<>(owners);
        order.addAll(placement.ranking(record));
        placement.staying().forEach(candidate -> order.add(candidate.node()));
        order.addAll(members.get());
        return order.stream()
                .map(node -> staying.containsKey(node)
                        ? candidate(record, owners, staying.get(node))
                        : new Explanation.Candidate(node, Standing.LEAVING, ""))
                .toList();
    }

    private Explanation.Candidate candidate(ProcessRecord record, List<NodeId> owners, Candidate candidate) {
        Wanted process =
                Objects.requireNonNull(Objects.requireNonNull(record.intent()).wanted());
        if (candidate.weight() == 0) {
            return new Explanation.Candidate(candidate.node(), Standing.HOSTS_NOTHING, "weight 0");
        }
        String obstacle = Eligibility.obstacle(process, candidate);
        if (!obstacle.isEmpty()) {
            return new Explanation.Candidate(candidate.node(), Standing.UNFIT, obstacle);
        }
        return Optional.ofNullable(record.registration())
                .flatMap(known -> known.parking(candidate.node()))
                .map(Insight::parked)
                .orElseGet(() -> fit(process, owners, candidate.node()));
    }

    private static Explanation.Candidate parked(Registration.Parked parked) {
        String until = parked.until() == null ? "" : "; tried again at " + parked.until();
        return new Explanation.Candidate(parked.node(), Standing.PARKED, parked.error() + until);
    }

    private Explanation.Candidate fit(Wanted process, List<NodeId> owners, NodeId node) {
        Standing standing = owners.contains(node) ? Standing.OWNER : Standing.OUTRANKED;
        String reason = placement.reason(process, node);
        return new Explanation.Candidate(node, standing, reason);
    }

    private List<Copy> copies(ProcessRecord record, List<NodeId> owners, boolean mayRun) {
        var copies = new ArrayList<Copy>();
        for (NodeId host : record.hosts().stream().sorted().toList()) {
            Instance instance = record.instanceOn(host);
            if (instance != null) {
                copies.add(copy(record, owners, host, instance, outlook(record, owners, host, mayRun)));
            }
        }
        return copies;
    }

    private Outlook outlook(ProcessRecord record, List<NodeId> owners, NodeId host, boolean mayRun) {
        if (record.registration() == null || (!mayRun && host.equals(registry.self()))) {
            return Outlook.STOPS;
        }
        return owners.isEmpty() || owners.contains(host) ? Outlook.STAYS : Outlook.MOVES;
    }

    private Copy copy(ProcessRecord record, List<NodeId> owners, NodeId host, Instance instance, Outlook outlook) {
        Role due = outlook == Outlook.STOPS ? instance.role() : roles.role(record, owners, host);
        var role = new RoleState(instance.role(), roleSince(record.id(), host, instance), instance.term(), due);
        Instant since = HybridClock.time(instance.epoch());
        return new Copy(host, instance.epoch(), instance.reason(), since, role, outlook);
    }

    /**
     * The registry shows when a copy became active, and not when it became passive; but most have never been active.
     */
    private Optional<Instant> roleSince(ProcessId id, NodeId host, Instance instance) {
        if (instance.role() == Role.ACTIVE) {
            return Optional.of(HybridClock.time(Math.max(instance.epoch(), instance.term())));
        }
        if (instance.term() < instance.epoch()) {
            return Optional.of(HybridClock.time(instance.epoch()));
        }
        return history.of(id).stream()
                .filter(event -> event instanceof RoleChanged changed
                        && changed.node().equals(host)
                        && changed.epoch() == instance.epoch())
                .reduce((earlier, later) -> later)
                .map(event -> event.at());
    }

    /**
     * Prepares to try out changes of the members.
     *
     * @param changes which ones, in order
     * @param quorum whether there would be one
     * @return works it out on another thread, for there may be many processes
     */
    public Prediction predict(List<Change> changes, DryRun.Quorum quorum) {
        List<Candidate> staying = placement.staying();
        return new Prediction(changes, members.get(), staying, placement::plan, quorum);
    }

    /**
     * Remembers what has happened to processes. Bounded: the last events of those processes to which something has
     * happened last. First starts take no room, for there may be a million of them, and the registry shows each as long
     * as it runs. Confined to the hub's thread.
     */
    public static final class History {
        static final int PROCESSES_MAX = 10_000;
        static final int EVENTS_MAX = 10;

        private final SequencedMap<ProcessId, ArrayDeque<ProcessEvent>> past = new LinkedHashMap<>();

        /** Nothing has happened. */
        public History() {}

        /**
         * Something has happened.
         *
         * @param event what; forgotten when enough has happened since
         */
        public void remember(ProcessEvent event) {
            ArrayDeque<ProcessEvent> events = past.get(event.id());
            if (events == null) {
                if (event instanceof ProcessStarted started && started.reason() == StartReason.FRESH) {
                    return;
                }
                events = new ArrayDeque<>(2);
            }
            if (events.size() == EVENTS_MAX) {
                events.removeFirst();
            }
            events.addLast(event);
            past.putLast(event.id(), events);
            if (past.size() > PROCESSES_MAX) {
                past.pollFirstEntry();
            }
        }

        /**
         * What has happened to a process.
         *
         * @param id which one
         * @return oldest first; empty when nothing is remembered
         */
        public List<ProcessEvent> of(ProcessId id) {
            ArrayDeque<ProcessEvent> events = past.get(id);
            return events == null ? List.of() : List.copyOf(events);
        }
    }
}
