package io.processhub.testkit.simulation;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopReport;
import io.processhub.cluster.NodeId;
import io.processhub.process.Location;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.testkit.simulation.oracle.Evidence;
import io.processhub.testkit.simulation.oracle.Invariant;
import io.processhub.testkit.simulation.oracle.Wishes;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A cluster of real hubs in one thread and in virtual time. Everything left to chance follows from one seed: the same
 * seed and the same calls give the same run, event by event.
 *
 * <pre>{@code
 * var cluster = SimulatedCluster.of(5).seed(7).loss(0.05).start();
 * cluster.startAll(1, List.of(SimulatedCluster.probe("orders/eu")));
 * cluster.run(Duration.ofSeconds(10));
 * cluster.crash(2);
 * cluster.settle();
 * cluster.check();
 * }</pre>
 *
 * <p>Nodes are called by their number, from 1. Time passes only in {@link #run}, {@link #runUntil}, {@link #await} and
 * {@link #settle}; code of processes and hooks runs in there too, on the calling thread, and must not block, which
 * rules run loops out. Confined to the thread that made it.
 */
public final class SimulatedCluster {
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final int QUIET_GLANCES_MIN = 20;

    private final ClusterPlan plan;
    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final RandomGenerator random;
    private final World world = new World();
    private final Calls calls;
    private final List<Seat> seats = new ArrayList<>();

    SimulatedCluster(ClusterPlan plan) {
        this.plan = plan;
        this.simulation = new Simulation(plan.seed());
        this.network = new SimulatedNetwork(simulation, plan.faults(), plan.detection(), plan.frameBytesMax());
        this.random = simulation.random("test");
        this.calls = new Calls(simulation);
        IntStream.rangeClosed(1, plan.nodes()).forEach(ignored -> add());
        runUntil(() -> seats.stream().allMatch(Seat::started), PATIENCE);
        seats.forEach(Seat::running);
    }

    /**
     * Begins a cluster.
     *
     * @param nodes how many; 1 to 1,000
     * @return a plan with seed 1 and without faults
     * @throws IllegalArgumentException when it is out of its range
     */
    public static ClusterPlan of(int nodes) {
        return ClusterPlan.standard(nodes);
    }

    /**
     * The spec of a process that reports where it runs. It crashes when it is told {@code "crash"}, names its node when
     * it is asked {@code "where"}, and echoes what it is asked otherwise.
     *
     * @param id unique in the hub
     * @return a permanent process of the type {@code probe}, which every simulated hub knows
     */
    public static ProcessSpec probe(String id) {
        return ProcessSpec.of(id, Probe.TYPE);
    }

    /**
     * A hub.
     *
     * @param node its number
     * @return the hub, of the present incarnation
     * @throws IllegalStateException when it is still starting
     */
    public ProcessHub hub(int node) {
        return seat(node).running();
    }

    /**
     * {@return whether a node is up and its hub has started}
     *
     * @param node its number
     */
    public boolean running(int node) {
        return seat(node).up() && seat(node).started();
    }

    private Seat seat(int node) {
        return Seat.at(seats, node);
    }

    /**
     * Lets time pass.
     *
     * @param time how much
     */
    public void run(Duration time) {
        simulation.run(time);
    }

    /**
     * Lets time pass until something holds.
     *
     * @param condition looked at every millisecond
     * @param limit how long at most
     * @throws AssertionError when it does not hold in time; names the seed and shows the end of the trace
     */
    public void runUntil(BooleanSupplier condition, Duration limit) {
        long end = simulation.nanos() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (simulation.nanos() >= end) {
                throw failure("did not happen within " + limit);
            }
            simulation.run(TICK);
        }
    }

    /**
     * Lets time pass until a future ends, for five minutes at most.
     *
     * @param future of one of the hubs
     * @param <T> what it gives
     * @return its result
     * @throws java.util.concurrent.CompletionException when it ended with an exception
     * @throws AssertionError when it does not end in time
     */
    public <T> T await(CompletableFuture<T> future) {
        runUntil(future::isDone, PATIENCE);
        return future.join();
    }

    /**
     * Lets time pass until the cluster has come to rest, for five minutes at most; heal all splits first.
     *
     * @throws AssertionError when it does not
     */
    public void settle() {
        settle(PATIENCE);
    }

    /**
     * Lets time pass until the cluster has come to rest: for one second all hubs see all living nodes, have nothing to
     * wait for, redistribute nothing, and say the same, which does not change.
     *
     * @param limit how long at most
     * @return since when it has been at rest, as virtual time since the start
     * @throws AssertionError when it does not; says what each hub is doing
     */
    public Duration settle(Duration limit) {
        long end = simulation.nanos() + limit.toNanos();
        Optional<Long> before = Optional.empty();
        for (int quiet = 0; quiet < QUIET_GLANCES_MIN; ) {
            if (simulation.nanos() >= end) {
                throw failure("did not settle within " + limit + ":\n" + Seat.statuses(seats));
            }
            simulation.run(GLANCE);
            Optional<Long> digest = Seat.agreement(seats);
            quiet = digest.isPresent() && digest.equals(before) ? quiet + 1 : 0;
            before = digest;
        }
        return elapsed().minus(GLANCE.multipliedBy(QUIET_GLANCES_MIN));
    }

    private AssertionError failure(String what) {
        return new AssertionError("seed " + plan.seed() + " at " + elapsed() + ": " + what + "\n"
                + simulation.trace().ending());
    }

    /** Adds a node with the next number; its hub starts as time passes. */
    public void add() {
        seats.add(Seat.boot("n" + (seats.size() + 1), plan, network, world));
    }

    /**
     * Ends a node at once, as a power failure does. Nothing of it is left but what it has sent already.
     *
     * @param node its number
     */
    public void crash(int node) {
        network.crash(seat(node).machine());
        world.crashed(seat(node).id());
    }

    /**
     * Closes a hub properly, and switches its node off when it has left.
     *
     * @param node its number
     * @param grace how long the others have to take over
     * @return ends as time passes, when it has left
     */
    public CompletableFuture<Void> leave(int node, Duration grace) {
        return seat(node).leave(grace);
    }

    /**
     * Boots a node that has crashed or left again, empty and with a greater incarnation; its hub starts as time passes.
     *
     * @param node its number
     * @throws IllegalStateException when it is up
     */
    public void restart(int node) {
        seats.set(node - 1, Seat.boot(seat(node).name(), plan, network, world));
    }

    /**
     * Stops everything on a node as a long garbage collection does: its clocks go on, and what happens to it waits.
     *
     * @param node its number
     */
    public void pause(int node) {
        network.pause(seat(node).machine());
    }

    /**
     * Lets a paused node go on.
     *
     * @param node its number
     */
    public void resume(int node) {
        network.resume(seat(node).machine());
    }

    /**
     * Cuts nodes off from all others, in both directions.
     *
     * @param side the numbers of the nodes on one side
     * @return ends it
     */
    public Split split(int... side) {
        List<String> one = Seat.names(seats, side);
        List<String> others = Seat.others(seats, one);
        SimulatedNetwork.Cut there = network.cut(one, others);
        SimulatedNetwork.Cut back = network.cut(others, one);
        return () -> {
            there.heal();
            back.heal();
        };
    }

    /**
     * Lets all others hear nothing of some nodes, which themselves hear everything.
     *
     * @param mute the numbers of the nodes that are not heard
     * @return ends it
     */
    public Split splitOneWay(int... mute) {
        List<String> one = Seat.names(seats, mute);
        return network.cut(one, Seat.others(seats, one))::heal;
    }

    /**
     * Sets the faults of all links from now on.
     *
     * @param faults also for links that had others
     */
    public void faults(Faults faults) {
        network.faults(faults);
    }

    /**
     * Sets the faults of one link in one direction.
     *
     * @param from number of the sender
     * @param to number of the receiver
     * @param faults of this link
     */
    public void faults(int from, int to, Faults faults) {
        network.link(seat(from).name(), seat(to).name()).faults(faults);
    }

    /**
     * Sets the wall clock of a node.
     *
     * @param node its number
     * @param step forward or, when negative, back
     */
    public void jumpClock(int node, Duration step) {
        seat(node).machine().environment().jump(step);
    }

    /**
     * Lets the wall clock of a node run wrong.
     *
     * @param node its number
     * @param share 0.01 for one per cent too fast; negative for too slow
     */
    public void driftClock(int node, double share) {
        seat(node).machine().environment().drift(share);
    }

    /**
     * Starts processes, and remembers what was promised.
     *
     * @param node number of the node that is asked
     * @param specs at least one, no id twice
     * @return ends as time passes
     */
    public CompletableFuture<StartReport> startAll(int node, Collection<ProcessSpec> specs) {
        return calls.start(seat(node), specs);
    }

    /**
     * Stops processes, and remembers what was promised.
     *
     * @param node number of the node that is asked
     * @param ids at least one, none twice
     * @return ends as time passes
     */
    public CompletableFuture<StopReport> stopAll(int node, Collection<ProcessId> ids) {
        return calls.stop(seat(node), ids);
    }

    /**
     * The copies of a probe in the world, whatever any registry says.
     *
     * @param id which process
     * @return where it runs at this moment, sorted by node
     */
    public List<Location> runningCopiesOf(ProcessId id) {
        return world.copiesOf(id);
    }

    /** {@return what the hubs were asked for and have acknowledged} */
    public Wishes wishes() {
        return calls.wishes();
    }

    /** {@return what happened, what was asked for, and what the living hubs say now} */
    public Evidence evidence() {
        var hubs = new TreeMap<NodeId, Evidence.Testimony>();
        seats.stream().filter(Seat::up).forEach(seat -> hubs.put(seat.id(), seat.testimony()));
        return new Evidence(world, calls.wishes(), hubs);
    }

    /**
     * Checks invariants.
     *
     * @param invariants which ones; {@link Invariant#standard()} when none is given
     * @throws AssertionError when one is broken; names the seed and all breaches
     */
    public void check(Invariant... invariants) {
        List<Invariant> all = invariants.length == 0 ? Invariant.standard() : List.of(invariants);
        List<String> breaches = evidence().breaches(all);
        if (!breaches.isEmpty()) {
            throw failure(breaches.size() + " breaches:\n" + String.join("\n", breaches));
        }
    }

    /** {@return a source of chance for the test itself, from the seed; draws from it change nothing else} */
    public RandomGenerator random() {
        return random;
    }

    /** {@return what the network has carried and dropped} */
    public Traffic traffic() {
        return network.traffic();
    }

    /** {@return what happened} */
    public Trace trace() {
        return simulation.trace();
    }

    /** {@return virtual time since the start} */
    public Duration elapsed() {
        return Duration.ofNanos(simulation.nanos());
    }

    /** Links that let nothing pass. */
    @FunctionalInterface
    public interface Split {
        /** Lets everything pass again that no other split holds up; idempotent. */
        void heal();
    }
}
