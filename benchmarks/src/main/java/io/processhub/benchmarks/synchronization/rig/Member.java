package io.processhub.benchmarks.synchronization.rig;

import io.processhub.antientropy.AntiEntropy;
import io.processhub.antientropy.AntiEntropyHost;
import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent.Stamp;
import io.processhub.replication.DeltaOutcome;
import io.processhub.replication.Directory;
import io.processhub.replication.RegistryWatcher;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.time.Agenda;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * One node, as far as synchronization goes: its replica, what carries news to and from it, and its agenda. Handles one
 * thing at a time, as the coordinator does.
 */
public final class Member {
    /** Room for the entries of a stretch when no frame is made of it. */
    private static final int STRETCH_BYTES = 1 << 20;

    private final int number;
    private final NodeId id;
    private final Rig rig;
    private final Agenda agenda = new Agenda();
    private final ReplicatedRegistry registry;
    private final AntiEntropy antiEntropy;
    private long writes;

    Member(int number, Rig rig) {
        this.number = number;
        this.id = id(number);
        this.rig = rig;
        this.registry = new ReplicatedRegistry(id, 0, new Directory(), new NoInstances());
        agenda.turn(rig.now());
        var random = new SplittableRandom(rig.setting().seed() + number);
        this.antiEntropy = new AntiEntropy(registry, rig.setting().strategy(), agenda, random, new Surroundings());
        turn(() -> write(number < rig.setting().writers() ? rig.setting().entries() : 0));
    }

    static NodeId id(int number) {
        return new NodeId(String.format("node-%05d", number), 1);
    }

    private static final class NoInstances implements RegistryWatcher {
        @Override
        public void began(ProcessId id, NodeId node, Instance instance) {
            throw new IllegalStateException("nothing runs here, and yet an instance of " + id);
        }

        @Override
        public void changed(ProcessId id, NodeId node, Instance instance) {
            throw new IllegalStateException("nothing runs here, and yet a role of " + id);
        }

        @Override
        public void ended(ProcessId id, NodeId node, Instance instance, EndCause cause) {
            throw new IllegalStateException("nothing runs here, and yet an end of " + id);
        }
    }

    private final class Surroundings implements AntiEntropyHost {
        @Override
        public int frameBytesMax() {
            return Rig.FRAME_BYTES_MAX;
        }

        @Override
        public SyncContext.Codec codec() {
            return rig.codec().logs();
        }

        @Override
        public void post(List<NodeId> to, SyncMessage message) {
            rig.carry(Member.this, to, message);
        }

        @Override
        public void applied(Delta delta) {
            // stamps here count writes, so no clock has to be kept ahead of them
        }

        @Override
        public boolean mayReturn(NodeId node) {
            return false;
        }
    }

    int number() {
        return number;
    }

    NodeId id() {
        return id;
    }

    ReplicatedRegistry replica() {
        return registry;
    }

    void meet(Member other) {
        registry.arrive(other.id, 0);
    }

    /** Hears from others how far they have written, by their own account. */
    void greet(List<Member> others, ToLongFunction<Member> head) {
        turn(() -> others.forEach(other -> antiEntropy.joined(other.id, head.applyAsLong(other))));
    }

    /** Writes new entries about some of its processes. */
    private void write(int processes) {
        for (int process = 0; process < processes; process++) {
            registry.write(rig.entries().intent(number, process, new Stamp(++writes, id)));
        }
    }

    /** Changes some of its processes, beginning with the first, and tells the others. */
    void change(int processes) {
        turn(() -> write(processes));
    }

    /** Changes one of its processes, and tells no other node; {@return the change}. */
    Delta changeSilently(int process) {
        long before = registry.known(id);
        registry.write(rig.entries().intent(number, process, new Stamp(++writes, id)));
        return registry.since(new Gap(id, before, before + 1), STRETCH_BYTES);
    }

    /** Reads all that another has written as if by magic, without a frame. */
    void absorb(Member author) {
        for (long read = registry.known(author.id); read < author.head(); read = registry.known(author.id)) {
            DeltaOutcome outcome = registry.apply(author.registry.since(Gap.after(author.id, read), STRETCH_BYTES));
            if (outcome != DeltaOutcome.APPLIED) {
                throw new IllegalStateException(id + " could not read " + author.id + ": " + outcome);
            }
        }
    }

    /** {@return how far it has written} */
    long head() {
        return registry.known(id);
    }

    /** {@return whether it has read all that another has written} */
    boolean knows(Member author) {
        return registry.known(author.id) == author.head();
    }

    /** Takes in a frame as the hub does: decodes it and handles what it says. */
    void receive(Member from, byte[] frame) {
        turn(() -> {
            Packet packet = rig.codec().decode(frame).orElseThrow();
            antiEntropy.onMessage(from.id, ((Packet.Synchronize) packet).message());
        });
    }

    /** Handles one thing, and draws the consequences. */
    private void turn(Runnable input) {
        agenda.turn(rig.now());
        input.run();
        while (registry.pollChanged() != null) {
            // what the reconciler would look at
        }
        antiEntropy.flush();
        awaitNext();
    }

    private void awaitNext() {
        Duration pause = agenda.next();
        if (pause != null) {
            rig.later(pause, () -> turn(agenda::runDue));
        }
    }
}
