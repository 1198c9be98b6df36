package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.hook.Hook;
import io.processhub.process.Processes;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Runs long-lived, named processes across a cluster and finds them by name.
 *
 * <p>Every node that starts a hub with the same id joins that hub. All nodes are equal; each holds the whole registry,
 * so every query here is a local read. The registry is eventually consistent: a query may miss what another node did a
 * moment ago.
 *
 * <p>Thread-safe. No method blocks but {@link #close()}; results come as futures, which always end, within the timeout
 * of the call. After {@code close}, commands are refused and queries answer from the last state known.
 */
public interface ProcessHub extends Processes, AutoCloseable {

    /**
     * Begins a hub.
     *
     * @param hubId nodes with the same hub id form one hub; 1 to 127 bytes in UTF-8
     * @return a builder with the default settings
     */
    static HubBuilder builder(String hubId) {
        return new HubBuilder(hubId);
    }

    /** {@return which hub} */
    String id();

    /** {@return this node} */
    NodeId self();

    /**
     * Starts processes on the nodes that placement chooses.
     *
     * @param specs what to start; at least one, no id twice
     * @param options how
     * @return ends, always normally, with one result for each spec
     * @throws IllegalArgumentException when there is no spec or an id occurs twice
     */
    CompletableFuture<StartReport> startAll(Collection<? extends ProcessSpec<?>> specs, StartOptions options);

    /**
     * Starts processes that each have metadata of their own.
     *
     * @param specs what to start, with what it can be found by; at least one, no id twice
     * @param options how; its metadata are not used
     * @return ends, always normally, with one result for each spec, in the order of the map
     * @throws IllegalArgumentException when there is no spec or an id occurs twice
     */
    CompletableFuture<StartReport> startAll(Map<? extends ProcessSpec<?>, Metadata> specs, StartOptions options);

    /**
     * Assigns other nodes to processes that are wanted already: each moves, as it does when members change. For a
     * distribution strategy that takes a mapping, such as {@link io.processhub.strategy.distribution.Guided}.
     *
     * @param mapping for each process the names of nodes, one for each copy, in order of preference; not empty
     * @param timeout how long to wait; positive. The hub goes on moving them afterwards
     * @return ends, always normally, with one result for each process: {@code Started} for one that runs on other nodes
     *     now, {@code AlreadyExists} for one that runs where it ran; all are {@code Refused}, and nothing is changed,
     *     when a process is not wanted or the strategy refuses the mapping
     * @throws IllegalArgumentException when the mapping is empty or names a node twice for one process, or the timeout
     *     is not positive
     */
    CompletableFuture<StartReport> remap(Map<ProcessId, List<String>> mapping, Duration timeout);

    /**
     * Stops processes everywhere, for good.
     *
     * @param ids which ones; at least one, none twice
     * @param options how
     * @return ends, always normally, with one result for each id
     * @throws IllegalArgumentException when there is no id or one occurs twice
     */
    CompletableFuture<StopReport> stopAll(Collection<ProcessId> ids, StopOptions options);

    /** {@return the processes with an instance on this node, in order of their names} */
    default List<Registration> local() {
        return onNode(self());
    }

    /** {@return all processes, in order of their names; copies the whole registry, so not for a hot path} */
    List<Registration> snapshot();

    /** {@return how the hub is doing} */
    HubStatus status();

    /**
     * Explains why a process runs where it runs, or does not: its intent, by which rule it is placed, how each member
     * stands, what runs since when and why, and what happened before. As this node knows it.
     *
     * @param id its name, whether or not there is such a process
     * @return ends normally; or with {@link IllegalStateException} when the hub is closed. That is no value, unlike
     *     what commands answer: a command that came to nothing leaves a decision to its caller, a question does not
     */
    CompletableFuture<Explanation> explain(ProcessId id);

    /**
     * Works out what would move after a change of the members, and changes nothing. Goes by what this node knows, and
     * holds when everything else stays as it is, when every node can run every process, and when the hub has come to
     * rest.
     *
     * @param change of one member
     * @return ends with the moves; or with {@link IllegalArgumentException} when a node that is to leave or to be
     *     weighed is no member, or one that is to join is a member already, and with {@link IllegalStateException} when
     *     the hub is closed. These are no values for the reason given at {@link #explain}; and the change cannot be
     *     checked when the method is called, because only the hub's thread knows the members
     */
    default CompletableFuture<DryRun> dryRun(Change change) {
        return dryRun(List.of(change));
    }

    /**
     * Works out what would move after several changes of the members together, such as one that leaves and two that
     * join; otherwise like {@link #dryRun(Change)}.
     *
     * @param changes of one member each, in order; not empty
     * @return ends as that does
     * @throws IllegalArgumentException when there is no change
     */
    CompletableFuture<DryRun> dryRun(List<Change> changes);

    /**
     * Adds a hook.
     *
     * @param hook its id is not taken
     * @throws IllegalArgumentException when a hook of this id exists; nothing was added
     */
    void addHook(Hook<?> hook);

    /**
     * Removes a hook; it may be called once more for an event that is under way.
     *
     * @param id of the hook
     * @return whether there was one
     */
    boolean removeHook(String id);

    /**
     * Lets a node leave, as {@link #close(Duration)} does there: it hands its processes over, stops the rest, and its
     * hub is closed. How far it is shows {@link #onNode}, and on the node itself the event {@code HandingOver}.
     *
     * @param node any member, also this one
     * @param grace how long the others have to take over; zero to stop at once
     * @return ends, always normally, with what became of the node: at the latest some ten seconds after the grace
     *     period
     * @throws IllegalArgumentException when negative
     */
    CompletableFuture<DrainResult> drain(NodeId node, Duration grace);

    /**
     * Counts a majority from another number of nodes, in the whole hub: forgets the votes of all nodes that are not
     * members at this moment. For a partition strategy that keeps votes, such as
     * {@link io.processhub.strategy.partition.MajorityQuorum}.
     *
     * <p>While this node has a quorum, the others have to agree, and it is always safe. Without a quorum it is done at
     * once: then you must know that the missing nodes are stopped, or both parts run.
     *
     * @param size from how many nodes at least a majority is counted; not less than there are members
     * @return ends when it is under way on this node, and the event {@code ClusterSizeReset} tells on each node when it
     *     holds there; or with {@link IllegalStateException}, which says why not: the strategy keeps no votes, the size
     *     is too small, or the hub does not run
     * @throws IllegalArgumentException when the size is not positive
     */
    CompletableFuture<Void> resetClusterSize(int size);

    /**
     * Leaves within the hub's grace period: lets other nodes take over what runs here, stops the rest, and goes.
     * Idempotent.
     */
    @Override
    void close();

    /**
     * Leaves like {@link #close()}.
     *
     * @param grace how long other nodes have to take over; zero to stop at once
     * @throws IllegalArgumentException when negative
     */
    void close(Duration grace);

    /**
     * Leaves like {@link #close()}, without waiting.
     *
     * @param grace how long other nodes have to take over; zero to stop at once
     * @return ends, always normally, when the hub has left
     * @throws IllegalArgumentException when negative
     */
    CompletableFuture<Void> closeAsync(Duration grace);
}
