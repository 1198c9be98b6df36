package io.processhub.process;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The part of a hub that processes may use: references, starts and stops, and queries, which are local reads of the
 * registry. Thread-safe.
 */
public interface Processes {

    /**
     * Refers to a process, whether it exists or not.
     *
     * @param type of the process; a message to a process of another type is refused
     * @param id its name
     * @param <C> the protocol of the process
     * @return the reference
     */
    <C> ProcessRef<C> ref(ProcessType<C> type, ProcessId id);

    /**
     * Refers to a process, whether it exists or not.
     *
     * @param type of the process; a message to a process of another type is refused
     * @param id its name
     * @param <C> the protocol of the process
     * @return the reference
     * @throws IllegalArgumentException when the name is out of its range
     */
    default <C> ProcessRef<C> ref(ProcessType<C> type, String id) {
        return ref(type, new ProcessId(id));
    }

    /**
     * Refers to the process of a spec, whether it exists or not.
     *
     * @param spec of the process
     * @param <C> the protocol of the process
     * @return the reference
     */
    <C> ProcessRef<C> ref(ProcessSpec<C> spec);

    /**
     * Refers to a process of any type, for consoles and tools. What it does not understand is refused when it is sent.
     *
     * @param id its name
     * @return the reference
     */
    ProcessRef<Object> untyped(ProcessId id);

    /**
     * Refers to a process of any type, for consoles and tools. What it does not understand is refused when it is sent.
     *
     * @param id its name
     * @return the reference
     * @throws IllegalArgumentException when the name is out of its range
     */
    default ProcessRef<Object> untyped(String id) {
        return untyped(new ProcessId(id));
    }

    /**
     * Starts a process somewhere in the cluster, with the standard options: one that exists is left alone.
     *
     * @param spec what to start
     * @param <C> the protocol of the process
     * @return ends, always normally, with what became of it
     */
    default <C> CompletableFuture<Start<C>> start(ProcessSpec<C> spec) {
        return start(spec, StartOptions.STANDARD);
    }

    /**
     * Starts a process somewhere in the cluster.
     *
     * @param spec what to start
     * @param options how
     * @param <C> the protocol of the process
     * @return ends, always normally, with what became of it
     */
    <C> CompletableFuture<Start<C>> start(ProcessSpec<C> spec, StartOptions options);

    /**
     * Makes sure that a process is wanted, with the standard options, and waits until it runs. Any number of nodes may
     * say so at the same time.
     *
     * @param spec what to start when nothing of this name is wanted yet; otherwise only its id counts
     * @param <C> the protocol of the process
     * @return ends, always normally, with {@link StartResult.Started} or {@link StartResult.AlreadyExists}, or with
     *     what went wrong
     */
    default <C> CompletableFuture<Start<C>> ensure(ProcessSpec<C> spec) {
        return ensure(spec, StartOptions.STANDARD);
    }

    /**
     * Makes sure that a process is wanted and waits until it runs. Any number of nodes may say so at the same time.
     *
     * @param spec what to start when nothing of this name is wanted yet; otherwise only its id counts
     * @param options how long to wait, and the metadata of a process that is not wanted yet; existing processes are
     *     left alone, and a failure undoes nothing
     * @param <C> the protocol of the process
     * @return ends as with {@link #ensure(ProcessSpec)}
     */
    <C> CompletableFuture<Start<C>> ensure(ProcessSpec<C> spec, StartOptions options);

    /**
     * Stops a process everywhere, for good, with the standard options.
     *
     * @param id which process
     * @return ends, always normally, with what became of it
     */
    CompletableFuture<StopResult> stop(ProcessId id);

    /**
     * Waits up to 10 seconds until this node has read what the members have written; see {@link #caughtUp(Duration)}.
     *
     * @return ends as with {@link #caughtUp(Duration)}
     */
    default CompletableFuture<Void> caughtUp() {
        return caughtUp(Duration.ofSeconds(10));
    }

    /**
     * Waits until this node has read everything that the members of the hub, as this node sees them, have written
     * before this call. Afterwards queries here show whatever any of them acknowledged before the call, such as a stop,
     * and calls here come after it: an {@link #ensure} starts a new instance of what was stopped. Each member is asked
     * once; without other members it ends at once. Members that this node cannot see, because the cluster is split, are
     * not waited for.
     *
     * @param timeout how long at most; positive
     * @return ends normally when everything has been read; with {@link NotCaughtUpException} when the time is up, or
     *     when a member leaves or is lost before what it wrote has been read, so that it is undecided what it had
     *     acknowledged: a further call waits for those that are members then; with {@link IllegalStateException} when
     *     the hub is closed
     * @throws IllegalArgumentException when the timeout is not positive
     */
    CompletableFuture<Void> caughtUp(Duration timeout);

    /**
     * Finds a process.
     *
     * @param id its name
     * @return what is known about it; empty when it is not wanted
     */
    Optional<Registration> lookup(ProcessId id);

    /**
     * Finds the active copy of a process; references prefer it too.
     *
     * @param id its name
     * @return the active copy, of several the one that became active last; empty when none is known to be active, which
     *     may be so for a moment while the role passes on
     */
    default Optional<Registration.Copy> active(ProcessId id) {
        return lookup(id).flatMap(Registration::active);
    }

    /**
     * Finds the processes with a tag.
     *
     * @param tag exactly this one
     * @return in order of their names
     */
    List<Registration> byTag(String tag);

    /**
     * Finds the processes with a label.
     *
     * @param key of the label
     * @param value exactly this one
     * @return in order of their names
     */
    List<Registration> byLabel(String key, String value);

    /**
     * Finds the processes with an instance on a node.
     *
     * @param node which node
     * @return in order of their names
     */
    List<Registration> onNode(NodeId node);

    /** {@return the nodes that run this hub, including this one, sorted} */
    List<NodeId> nodes();

    /**
     * What became of one process that was asked to start, and how to reach it.
     *
     * @param result what became of it
     * @param ref refers to it, whether or not it runs
     * @param <C> the protocol of the process
     */
    record Start<C>(StartResult result, ProcessRef<C> ref) {

        /** {@return which process} */
        public ProcessId id() {
            return result.id();
        }

        /** {@return whether the process runs on all nodes it should run on} */
        public boolean runs() {
            return result.runs();
        }
    }
}
