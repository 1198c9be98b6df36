package io.processhub.testkit.simulation;

import io.processhub.cluster.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The machines and the links between them. Links belong to names, so cuts and faults outlast a restart; frames belong
 * to incarnations, so a restarted node hears nothing that was meant for its former self.
 *
 * <p>A node hears a peer when both are up and the link from the peer to it is open. With a one-way cut one of two nodes
 * misses the other and is not missed itself, which is the worst a real engine may report.
 */
final class SimulatedNetwork {
    private static final long LOOPBACK_NANOS_MAX = 50_000;

    private final Simulation simulation;
    private final Detection detection;
    private final int frameBytesMax;
    private final RandomGenerator chance;
    private final RandomGenerator attention;
    private final Life wire = new Life("wire");

    // mutable state
    private final Map<String, SimulatedMachine> machines = new LinkedHashMap<>();
    private final Map<NodeId, SimulatedEngine> engines = new LinkedHashMap<>();
    private final Map<String, Map<String, Link>> links = new LinkedHashMap<>();
    private final Counters counters = new Counters();
    private Faults faults;

    SimulatedNetwork(Simulation simulation, Faults faults, Detection detection, int frameBytesMax) {
        this.simulation = simulation;
        this.faults = faults;
        this.detection = detection;
        this.frameBytesMax = frameBytesMax;
        this.chance = simulation.random("network");
        this.attention = simulation.random("failure detection");
    }

    Simulation simulation() {
        return simulation;
    }

    int frameBytesMax() {
        return frameBytesMax;
    }

    Traffic traffic() {
        return counters.traffic();
    }

    /** Switches a machine on, with an incarnation greater than all before. */
    SimulatedMachine boot(String name) {
        SimulatedMachine former = machines.get(name);
        if (former != null && !former.life().over()) {
            throw new IllegalStateException("node " + former.id() + " is still there; crash it first");
        }
        var id = new NodeId(name, former == null ? 1 : former.id().incarnation() + 1);
        var life = new Life(id.toString());
        var engine = new SimulatedEngine(this, id, life);
        var machine = new SimulatedMachine(id, life, new SimulatedEnvironment(simulation, life), engine);
        machines.put(name, machine);
        simulation.note(life.name(), "booted", "", 0);
        return machine;
    }

    /** Ends a machine at once. What it has sent is under way; everything else of it is forgotten. */
    void crash(SimulatedMachine machine) {
        machine.life().end();
        simulation.note(machine.life().name(), "crashed", "", 0);
        if (engines.remove(machine.id()) != null) {
            notice(machine.engine(), detection.silence());
        }
    }

    /** Stops a machine as a long garbage collection does: its clocks go on, and what arrives waits. */
    void pause(SimulatedMachine machine) {
        simulation.pause(machine.life());
        notice(machine.engine(), detection.silence());
    }

    void resume(SimulatedMachine machine) {
        simulation.resume(machine.life());
        notice(machine.engine(), detection.appearance());
    }

    /** Lets nothing pass from these to those until it heals. */
    Cut cut(Collection<String> from, Collection<String> to) {
        List<Link> cut = from.stream()
                .flatMap(one -> to.stream().filter(other -> !other.equals(one)).map(other -> link(one, other)))
                .toList();
        cut.forEach(Link::cut);
        simulation.note("network", "cut", from + " to " + to, cut.size());
        noticeAll(detection.silence());
        return new Cut(this, cut);
    }

    /** Sets the faults of all links, those with faults of their own included. */
    void faults(Faults next) {
        faults = next;
        links.values().forEach(some -> some.values().forEach(link -> link.faults(next)));
    }

    Link link(String from, String to) {
        return links.computeIfAbsent(from, ignored -> new LinkedHashMap<>())
                .computeIfAbsent(to, ignored -> new Link(faults));
    }

    /** Makes an engine known and returns whom it hears, itself included. */
    List<NodeId> enter(SimulatedEngine engine) {
        engines.put(engine.self(), engine);
        for (SimulatedEngine other : engines.values()) {
            notice(other, engine.self(), detection.appearance());
        }
        return engines.keySet().stream().filter(peer -> hears(engine, peer)).toList();
    }

    void leave(SimulatedEngine engine) {
        if (engines.remove(engine.self()) != null) {
            simulation.note(engine.life().name(), "left", "", 0);
            notice(engine, detection.departure());
        }
    }

    boolean hears(SimulatedEngine engine, NodeId peer) {
        SimulatedEngine other = engines.get(peer);
        return other != null
                && other.life().up()
                && link(peer.name(), engine.self().name()).open();
    }

    /** Lets all others find out about one, and it about them, each in its own time. */
    private void notice(SimulatedEngine changed, Span delay) {
        for (SimulatedEngine other : engines.values()) {
            notice(other, changed.self(), delay);
            notice(changed, other.self(), delay);
        }
    }

    private void noticeAll(Span delay) {
        for (SimulatedEngine engine : engines.values()) {
            for (NodeId peer : engines.keySet()) {
                notice(engine, peer, delay);
            }
        }
    }

    private void notice(SimulatedEngine observer, NodeId peer, Span delay) {
        if (engines.containsKey(observer.self())
                && hears(observer, peer) != observer.believed().contains(peer)) {
            simulation.plan(delay.draw(attention), observer.life(), () -> observer.reconsider(peer));
        }
    }

    /** Puts a frame, which is the network's own, on its way. */
    void carry(SimulatedEngine from, NodeId to, byte[] frame) {
        counters.frames++;
        counters.bytes += frame.length;
        Link link = link(from.self().name(), to.name());
        if (to.equals(from.self())) {
            deliverAt(simulation.nanos() + chance.nextLong(LOOPBACK_NANOS_MAX), new Letter(to, to, frame, link));
            return;
        }
        long departure = link.departure(simulation.nanos(), frame.length);
        if (departure < 0) {
            counters.overflowed++;
        } else if (!link.open()) {
            counters.cut++;
        } else {
            pass(departure, new Letter(from.self(), to, frame, link));
        }
    }

    private void pass(long departure, Letter letter) {
        Link link = letter.link;
        boolean lost = chance.nextDouble() < link.faults().loss();
        boolean twice = chance.nextDouble() < link.faults().duplication();
        if (lost) {
            counters.lost++;
            simulation.noteFrame(letter.to.name(), "lost", letter.from.name(), letter.frame.length);
            return;
        }
        deliverAt(link.arrival(departure, chance), letter);
        if (twice) {
            counters.duplicated++;
            deliverAt(link.arrival(departure, chance), letter.copy());
        }
    }

    private void deliverAt(long nanos, Letter letter) {
        simulation.plan(nanos - simulation.nanos(), wire, () -> deliver(letter));
    }

    /** A frame under way. */
    private static final class Letter {
        private final NodeId from;
        private final NodeId to;
        private final byte[] frame;
        private final Link link;

        Letter(NodeId from, NodeId to, byte[] frame, Link link) {
            this.from = from;
            this.to = to;
            this.frame = frame;
            this.link = link;
        }

        Letter copy() {
            return new Letter(from, to, frame.clone(), link);
        }
    }

    private void deliver(Letter letter) {
        SimulatedEngine receiver = engines.get(letter.to);
        if (receiver == null) {
            counters.gone++;
        } else if (!letter.link.open()) {
            counters.cut++;
        } else {
            counters.delivered++;
            hand(receiver, letter.from, letter.frame);
        }
    }

    /** A paused machine finds the frame in its socket later, all others have it now. */
    private void hand(SimulatedEngine receiver, NodeId from, byte[] frame) {
        simulation.noteFrame(receiver.life().name(), "frame", from.name(), Arrays.hashCode(frame));
        if (receiver.life().up()) {
            receiver.take(from, frame);
        } else {
            simulation.plan(0, receiver.life(), () -> receiver.take(from, frame));
        }
    }

    /** Links that let nothing pass until this has healed. */
    static final class Cut {
        private final SimulatedNetwork network;
        private final List<Link> links;

        private Cut(SimulatedNetwork network, List<Link> cut) {
            this.network = network;
            this.links = new ArrayList<>(cut);
        }

        /** Idempotent. */
        void heal() {
            links.forEach(Link::heal);
            network.simulation.note("network", "healed", "", links.size());
            links.clear();
            network.noticeAll(network.detection.appearance());
        }
    }

    /** Counts up to {@link Traffic}. */
    private static final class Counters {
        private long frames;
        private long bytes;
        private long delivered;
        private long duplicated;
        private long lost;
        private long cut;
        private long gone;
        private long overflowed;

        Traffic traffic() {
            return new Traffic(frames, bytes, delivered, duplicated, lost, cut, gone, overflowed);
        }
    }
}
