package io.processhub.testkit.simulation;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.StopReport;
import io.processhub.environment.Environment;
import io.processhub.process.StartOptions;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.oracle.Evidence;
import io.processhub.testkit.simulation.oracle.Intents;
import io.processhub.testkit.simulation.oracle.Invariant;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

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
    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final RandomGenerator random;
    private final World world = new World();
    private final Intents intents = new Intents();
    private final SimulatedNodes nodes;
    private final Waiting waiting;

    SimulatedCluster(ClusterPlan plan) {
        this.simulation = new Simulation(plan.seed());
        this.network = new SimulatedNetwork(simulation, plan.faults(), plan.detection(), plan.frameBytesMax());
        this.random = simulation.random("test");
        this.nodes = new SimulatedNodes(plan, network, world, intents);
        this.waiting = new Waiting(simulation, plan.seed());
        waiting.until(nodes::allStarted, Waiting.PATIENCE);
        nodes.requireRunning();
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
     * The spec of a process for tests that need no type of their own. It crashes on the message {@code "crash"},
     * answers {@code "where"} with the name of its node, and returns any other question.
     *
     * @param id unique in the hub
     * @return a permanent process of the type {@code probe}, which every simulated hub knows
     */
    public static ProcessSpec<Object> probe(String id) {
        return Probe.TYPE.spec(id);
    }

    /**
     * A hub.
     *
     * @param node its number
     * @return the hub, of the present incarnation
     * @throws IllegalStateException when it is still starting
     */
    public ProcessHub hub(int node) {
        return nodes.at(node).running();
    }

    /**
     * {@return whether a node is up and its hub has started}
     *
     * @param node its number
     */
    public boolean running(int node) {
        return nodes.at(node).up() && nodes.at(node).started();
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
        waiting.until(condition, limit);
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
        return waiting.result(future);
    }

    /**
     * Lets time pass until the cluster has come to rest, for five minutes at most; heal all splits first.
     *
     * @throws AssertionError when it does not
     */
    public void settle() {
        settle(Waiting.PATIENCE);
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
        return waiting.rest(nodes, limit);
    }

    /** Adds a node with the next number; its hub starts as time passes. */
    public void add() {
        nodes.add();
    }

    /**
     * Ends a node at once, as a power failure does. Nothing of it is left but what it has sent already.
     *
     * @param node its number
     */
    public void crash(int node) {
        nodes.crash(node);
    }

    /**
     * Closes a hub properly, and switches its node off when it has left.
     *
     * @param node its number
     * @param grace how long the others have to take over
     * @return ends as time passes, when it has left
     */
    public CompletableFuture<Void> leave(int node, Duration grace) {
        return nodes.at(node).leave(grace);
    }

    /**
     * Boots a node that has crashed or left again, empty and with a greater incarnation; its hub starts as time passes.
     *
     * @param node its number
     * @throws IllegalStateException when it is up
     */
    public void restart(int node) {
        nodes.restart(node);
    }

    /**
     * Stops everything on a node as a long garbage collection does: its clocks go on, and what happens to it waits.
     *
     * @param node its number
     */
    public void pause(int node) {
        network.pause(nodes.at(node).machine());
    }

    /**
     * Lets a paused node go on.
     *
     * @param node its number
     */
    public void resume(int node) {
        network.resume(nodes.at(node).machine());
    }

    /**
     * Cuts nodes off from all others, in both directions.
     *
     * @param side the numbers of the nodes on one side
     * @return ends it
     */
    public Split split(int... side) {
        return nodes.split(side);
    }

    /**
     * Drops what some nodes send to all others; what the others send arrives.
     *
     * @param mute the numbers of the nodes whose frames are dropped
     * @return ends it
     */
    public Split splitOneWay(int... mute) {
        return nodes.splitOneWay(mute);
    }

    /**
     * Drops what some nodes send to some others; everything else arrives.
     *
     * @param from the numbers of the senders
     * @param to the numbers of the receivers
     * @return ends it
     */
    public Split cut(List<Integer> from, List<Integer> to) {
        return nodes.cut(from, to);
    }

    /**
     * Sets the faults of all links.
     *
     * @param faults from now on, also for links that had others
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
        network.link(nodes.at(from).name(), nodes.at(to).name()).faults(faults);
    }

    /**
     * Sets the wall clock of a node.
     *
     * @param node its number
     * @param step forward or, when negative, back
     */
    public void jumpClock(int node, Duration step) {
        nodes.at(node).machine().environment().jump(step);
    }

    /**
     * Lets the wall clock of a node run wrong.
     *
     * @param node its number
     * @param share 0.01 for one per cent too fast; negative for too slow
     */
    public void driftClock(int node, double share) {
        nodes.at(node).machine().environment().drift(share);
    }

    /**
     * Sets how much of a machine is in use, as far as its hub sees; forgotten when the node restarts.
     *
     * @param node its number
     * @param usage from now on; nothing is in use before the first call
     */
    public void use(int node, Environment.Usage usage) {
        nodes.at(node).machine().environment().use(usage);
    }

    /**
     * Starts processes. A shorter way to write {@link ProcessHub#startAll} of {@link #hub}.
     *
     * @param node number of the node that is asked
     * @param specs at least one, no id twice
     * @return ends as time passes
     */
    public CompletableFuture<StartReport> startAll(int node, Collection<? extends ProcessSpec<?>> specs) {
        return hub(node).startAll(specs, StartOptions.STANDARD);
    }

    /**
     * Stops processes. A shorter way to write {@link ProcessHub#stopAll} of {@link #hub}.
     *
     * @param node number of the node that is asked
     * @param ids at least one, none twice
     * @return ends as time passes
     */
    public CompletableFuture<StopReport> stopAll(int node, Collection<ProcessId> ids) {
        return hub(node).stopAll(ids, StopOptions.STANDARD);
    }

    /**
     * The copies of a process that run, of any type, whatever any registry says.
     *
     * @param id which process
     * @return where it runs at this moment, sorted by node
     */
    public List<Location> runningCopiesOf(ProcessId id) {
        return world.copiesOf(id);
    }

    /** {@return what the hubs were asked for and have acknowledged} */
    public Intents intents() {
        return intents;
    }

    /** {@return what happened, what was asked for, and what the living hubs say now} */
    public Evidence evidence() {
        return new Evidence(world, intents, nodes.testimonies());
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
            throw waiting.failure(breaches.size() + " breaches:\n" + String.join("\n", breaches));
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
        return waiting.elapsed();
    }

    /** Links that let nothing pass. */
    @FunctionalInterface
    public interface Split {
        /** Lets everything pass again that no other split holds up; idempotent. */
        void heal();
    }
}
