package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.StartReport;
import io.processhub.cluster.NodeId;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.process.RoleAware;
import io.processhub.process.StartOptions;
import io.processhub.process.StateHandover;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.CounterHistory;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Processes that count their messages, clients that remember the answers, and the comparison of the two: each counter
 * must have behaved as one that is incremented by one client after the other, and have handled no message twice. What
 * an instance had acknowledged is excused when its node crashed, unless another instance had its state by then.
 */
final class Counters {
    static final String TYPE = "counter";

    /** What a passive copy answers; it is reached while no active one is known. */
    private static final String STANDS_BY = "stands by";

    private static final Set<Reason> NOT_HANDLED = Set.of(
            Reason.NOT_FOUND,
            Reason.NOT_RUNNING,
            Reason.PARKED,
            Reason.MAILBOX_FULL,
            Reason.NO_MAILBOX,
            Reason.TOO_LARGE);

    private final int copies;
    private final List<ProcessId> ids;
    private final Map<ProcessId, Account> accounts = new TreeMap<>();
    private final Map<Reason, Integer> failures = new EnumMap<>(Reason.class);

    /** One process: what its clients heard, and which instances have its state. */
    private static final class Account {
        private final CounterHistory history = new CounterHistory();

        /** Which instances have their state, and where they are. */
        private final TreeMap<Long, NodeId> living = new TreeMap<>();

        /** Instances that took a state over. */
        private final Set<Long> successors = new TreeSet<>();

        private final Set<Long> lost = new TreeSet<>();

        /** What was counted; no question twice. */
        private final Set<Long> handled = new TreeSet<>();

        private final List<String> twice = new ArrayList<>();

        private void handles(String question) {
            if (!handled.add(Long.valueOf(question))) {
                twice.add("question " + question + " was handled twice");
            }
        }

        /** When the successor is dead by now, the state is lost with it; when there never was one, it is a bug. */
        private void stopped(long epoch) {
            living.remove(epoch);
            if (living.isEmpty() && successors.stream().anyMatch(lost::contains)) {
                lose(history.instances());
            }
        }

        private void crashed(NodeId node) {
            var dead = new TreeSet<Long>();
            living.forEach((epoch, host) -> {
                if (host.equals(node)) {
                    dead.add(epoch);
                }
            });
            dead.forEach(living::remove);
            if (living.isEmpty()) {
                dead.addAll(history.instances());
            }
            lose(dead);
        }

        private void lose(Collection<Long> epochs) {
            lost.addAll(epochs);
            history.lost(epochs);
        }
    }

    /** A process that counts while it is active. */
    private final class Counter implements HubProcess<Object>, StateHandover<Object>, RoleAware {
        private @Nullable ProcessContext<Object> context;
        private Role role = Role.PASSIVE;
        private long count;

        @Override
        public void onStart(ProcessContext<Object> given) {
            context = given;
            role = given.role();
        }

        @Override
        public void onRole(Role next, long term) {
            role = next;
        }

        /** From the first message or, after a move, from the moment it has the state. */
        private void live() {
            ProcessContext<Object> me = Objects.requireNonNull(context);
            account(me.id()).living.put(me.epoch(), me.node());
        }

        @Override
        public void onMessage(Message<Object> message) {
            if (role == Role.PASSIVE) {
                message.replyUntyped(STANDS_BY);
                return;
            }
            live();
            if ("get".equals(message.body())) {
                message.replyUntyped(count);
            } else {
                ProcessContext<Object> me = Objects.requireNonNull(context);
                account(me.id()).handles(message.body().toString());
                count++;
                message.replyUntyped(me.epoch() + " " + count);
            }
        }

        @Override
        public Object handOver() {
            return count;
        }

        @Override
        public void takeOver(Object state) {
            count = (Long) state;
            live();
            ProcessContext<Object> me = Objects.requireNonNull(context);
            account(me.id()).successors.add(me.epoch());
        }

        @Override
        public void onStop(StopReason reason) {
            ProcessContext<Object> me = Objects.requireNonNull(context);
            account(me.id()).stopped(me.epoch());
        }
    }

    Counters(int count) {
        this(count, 1);
    }

    /** Of several copies of each process one counts, the others may have a state they took over. */
    Counters(int count, int copies) {
        this.copies = copies;
        ids = IntStream.range(0, count)
                .mapToObj(i -> new ProcessId("c" + i))
                .collect(Collectors.toCollection(ArrayList::new));
        ids.forEach(id -> accounts.put(id, new Account()));
    }

    /** The answer does not matter here; what comes of it is checked elsewhere. */
    static void unheeded(CompletableFuture<?> answer) {
        Objects.requireNonNull(answer);
    }

    private Account account(ProcessId id) {
        return Objects.requireNonNull(accounts.get(id));
    }

    HubBuilder settings(HubBuilder builder) {
        return builder.process(ProcessType.of(TYPE, Object.class), Counter::new);
    }

    void start(SimulatedCluster cluster) {
        start(cluster, 1);
        cluster.settle();
    }

    void start(SimulatedCluster cluster, int node) {
        List<ProcessSpec<Object>> specs = ids.stream()
                .map(id -> ProcessType.of(TYPE, Object.class).spec(id.value()))
                .toList();
        StartReport report = cluster.await(cluster.hub(node).startAll(specs, StartOptions.STANDARD));
        assertThat(report.problems()).isEmpty();
    }

    /** Some client on a node increments some of the counters. */
    void increment(SimulatedCluster cluster, int node, int times) {
        for (int i = 0; i < times; i++) {
            increment(cluster, node, ids.get(cluster.random().nextInt(ids.size())));
        }
    }

    /** For some milliseconds the clients on some nodes send without a pause. */
    void load(SimulatedCluster cluster, int millis, int... nodes) {
        for (int i = 0; i < millis; i++) {
            for (int node : nodes) {
                increment(cluster, node, 3);
            }
            cluster.run(Duration.ofMillis(1));
        }
    }

    private void increment(SimulatedCluster cluster, int node, ProcessId id) {
        Account account = account(id);
        long question = account.history.asked();
        CompletableFuture<String> reply = cluster.hub(node).untyped(id).ask(String.valueOf(question), String.class);
        unheeded(reply.handle((answer, error) -> {
            if (STANDS_BY.equals(answer)) {
                account.history.refused(question);
            } else if (error == null) {
                String[] parts = answer.split(" ", 2);
                account.history.answered(question, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            } else {
                failed(account.history, question, error);
            }
            return answer;
        }));
    }

    private void failed(CounterHistory history, long question, Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (!(cause instanceof ProcessException refusal)) {
            throw new AssertionError(error);
        }
        Reason reason = refusal.reason();
        failures.merge(reason, 1, Integer::sum);
        if (NOT_HANDLED.contains(reason)) {
            history.refused(question);
        } else {
            history.unanswered(question);
        }
    }

    /** A test has stopped them, so nothing is expected of them any more. */
    void stopped(Collection<ProcessId> some) {
        ids.removeAll(some);
    }

    /** Why increments failed, and how often. */
    Map<Reason, Integer> failures() {
        return failures;
    }

    int acknowledged() {
        return accounts.values().stream()
                .mapToInt(account -> account.history.acknowledged())
                .sum();
    }

    /** What only a node that has crashed knew is lost. */
    void crashed(NodeId node) {
        accounts.values().forEach(account -> account.crashed(node));
    }

    /** Compares what the processes have counted with what the clients have heard. */
    void check(SimulatedCluster cluster, int node) {
        cluster.runUntil(
                () -> accounts.values().stream().allMatch(account -> account.history.underWay() == 0),
                Duration.ofMinutes(1));
        cluster.check(new RegistriesEqual());
        var breaches = new ArrayList<String>();
        for (ProcessId id : ids) {
            long count = cluster.await(cluster.hub(node).untyped(id).ask("get", Long.class));
            Account account = account(id);
            account.history.breaches(count).forEach(breach -> breaches.add(id + ": " + breach));
            account.twice.forEach(breach -> breaches.add(id + ": " + breach));
            if (account.living.isEmpty() || account.living.size() > copies) {
                breaches.add(id + " lives " + account.living);
            }
        }
        assertThat(breaches).isEmpty();
    }

    /** A fourth node joins, and takes some over; nothing is lost, and no question fails. */
    void keepCountingWhileANodeJoins(SimulatedCluster cluster) {
        cluster.add();
        load(cluster, 2_000, 1, 2, 3);

        cluster.settle();
        check(cluster, 1);
        assertThat(failures()).isEmpty();
        assertThat(cluster.hub(4).local()).isNotEmpty();
    }

    /** The third of four nodes leaves properly; nothing is lost, and no question fails. */
    void keepCountingWhileANodeLeaves(SimulatedCluster cluster) {
        CompletableFuture<Void> left = cluster.leave(3, Duration.ofSeconds(10));
        load(cluster, 2_000, 1, 2, 4);

        cluster.await(left);
        cluster.settle();
        check(cluster, 1);
        assertThat(failures()).isEmpty();
    }
}
