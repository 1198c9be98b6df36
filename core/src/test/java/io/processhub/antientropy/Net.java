package io.processhub.antientropy;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.replication.Directory;
import io.processhub.replication.RegistryWatcher;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.GossipKinds;
import io.processhub.time.Agenda;
import io.processhub.wire.Nodes;
import io.processhub.wire.PacketCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A few replicas that antiEntropy what they know, in virtual time, without hubs and without bytes: members are who is
 * told to be one, and a test decides which contents pass.
 */
final class Net {
    private static final long NANOS = Duration.ofMillis(1).toNanos();

    final List<Member> members = new ArrayList<>();
    final List<Letter> sent = new ArrayList<>();
    private final Random random;
    private final SynchronizationStrategy strategy;
    private final Nodes nodes = new Nodes();
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::nanos).thenComparingLong(Flight::number));
    private Passage passage = letter -> true;
    private long delayNanosMax;
    private long nanos;
    private long number;
    private long clock;

    /** Something that was sent to one receiver. */
    record Letter(Member from, Member to, SyncMessage message) {}

    /** Decides what passes. */
    interface Passage {
        boolean passes(Letter letter);
    }

    private record Flight(long nanos, long number, Letter letter) {}

    Net(long seed, SynchronizationStrategy strategy) {
        this.random = new Random(seed);
        this.strategy = strategy;
    }

    /** So many members {@code m1}, {@code m2} and so on, all of whom know one another. */
    static Net of(int size, long seed, SynchronizationStrategy strategy) {
        var net = new Net(seed, strategy);
        IntStream.rangeClosed(1, size).forEach(one -> net.add("m" + one, 1));
        net.members.forEach(
                one -> net.members.stream().filter(other -> other != one).forEach(other -> one.meet(other)));
        net.run(Duration.ofMillis(100));
        net.sent.clear();
        return net;
    }

    Member add(String name, long incarnation) {
        var member = new Member(new NodeId(name, incarnation));
        members.add(member);
        nodes.reachable(members.stream().map(one -> one.id).toList());
        return member;
    }

    /** A member by its number, from 1. */
    Member member(int one) {
        return members.get(one - 1);
    }

    /** Reads messages of Gossip. */
    GossipKinds gossip() {
        return new GossipKinds(new PacketCodec(nodes).logs());
    }

    Random random() {
        return random;
    }

    void passing(Passage rule) {
        passage = rule;
    }

    void losing(double share) {
        passage = letter -> random.nextDouble() >= share;
    }

    /** Lets contents overtake one another from now on. */
    void delaying(Duration most) {
        delayNanosMax = most.toNanos();
    }

    /** Lets time pass. */
    void run(Duration time) {
        long end = nanos + time.toNanos();
        boolean more = true;
        while (more) {
            more = step(end);
        }
        nanos = end;
    }

    private boolean step(long end) {
        Member first = null;
        long due = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().nanos();
        for (Member member : members) {
            if (member.wake < due) {
                due = member.wake;
                first = member;
            }
        }
        if (due > end) {
            return false;
        }
        nanos = Math.max(nanos, due);
        if (first == null) {
            Letter letter = flights.remove().letter();
            letter.to().hear(letter.from(), letter.message());
        } else {
            first.turn(() -> {});
        }
        return true;
    }

    /** {@return whether all who live have read all logs of one another} */
    boolean even() {
        return members.stream().filter(one -> !one.dead).allMatch(this::even);
    }

    private boolean even(Member one) {
        return members.stream()
                .filter(other -> !other.dead && one.registry.peers().contains(other.id))
                .allMatch(other -> one.registry.known(other.id) == other.registry.known(other.id));
    }

    /** One of them. */
    final class Member implements AntiEntropyHost, RegistryWatcher {
        final NodeId id;
        final ReplicatedRegistry registry;
        final AntiEntropy antiEntropy;
        boolean dead;
        int frameBytesMax = 65_536;
        private final Agenda agenda = new Agenda();
        private long wake = Long.MAX_VALUE;

        private Member(NodeId id) {
            this.id = id;
            this.registry = new ReplicatedRegistry(id, 0, new Directory(), this);
            agenda.turn(nanos);
            this.antiEntropy = new AntiEntropy(registry, strategy, agenda, random, this);
            turn(() -> {});
        }

        void meet(Member other) {
            turn(() -> {
                registry.arrive(other.id, 0);
                antiEntropy.joined(other.id, other.registry.known(other.id));
            });
        }

        void lose(Member other) {
            turn(() -> {
                registry.depart(other.id);
                antiEntropy.lost(other.id);
            });
        }

        void want(String name) {
            turn(() -> registry.write(new Intent(
                    new ProcessId(name),
                    new Stamp(++clock, id),
                    new Intent.Wanted(ProcessType.of("t", Object.class).spec(name), Metadata.NONE))));
        }

        void unwant(String name) {
            turn(() -> registry.write(new Intent(new ProcessId(name), new Stamp(++clock, id), null)));
        }

        void tell(SyncMessage message, Member to) {
            post(List.of(to.id), message);
        }

        private void hear(Member from, SyncMessage message) {
            if (!dead && registry.peers().contains(from.id)) {
                turn(() -> antiEntropy.onMessage(from.id, message));
            }
        }

        /** As a hub does: what is due, what there is to handle, and then everything that goes out. */
        private void turn(Runnable task) {
            if (dead) {
                wake = Long.MAX_VALUE;
                return;
            }
            agenda.turn(nanos);
            agenda.runDue();
            task.run();
            antiEntropy.flush();
            Duration next = agenda.next();
            wake = next == null ? Long.MAX_VALUE : nanos + Math.max(1, next.toNanos());
        }

        @Override
        public int frameBytesMax() {
            return frameBytesMax;
        }

        @Override
        public SyncContext.Codec codec() {
            return new PacketCodec(nodes).logs();
        }

        @Override
        public void post(List<NodeId> to, SyncMessage message) {
            members.stream().filter(other -> to.contains(other.id)).forEach(other -> {
                var letter = new Letter(this, other, message);
                sent.add(letter);
                if (!dead && passage.passes(letter)) {
                    long arrival = nanos + NANOS + random.nextLong(delayNanosMax + 1);
                    flights.add(new Flight(arrival, number++, letter));
                }
            });
        }

        @Override
        public void applied(Delta delta) {
            for (Entry entry : delta.entries()) {
                if (entry instanceof Entry.IntentSet set) {
                    clock = Math.max(clock, set.intent().stamp().clock());
                }
            }
        }

        @Override
        public boolean mayReturn(NodeId node) {
            return false;
        }

        @Override
        public void began(ProcessId process, NodeId node, Instance instance) {
            // no member runs anything
        }

        @Override
        public void changed(ProcessId process, NodeId node, Instance instance) {
            // no member runs anything
        }

        @Override
        public void ended(ProcessId process, NodeId node, Instance instance, EndCause cause) {
            // no member runs anything
        }
    }
}
