package io.processhub;

import io.processhub.cluster.Node;
import io.processhub.coordinator.Settings;
import io.processhub.environment.Environment;
import io.processhub.hook.CallObserver;
import io.processhub.hook.Hook;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StartOptions;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.partition.Arbiter;
import io.processhub.strategy.partition.Divergence;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.time.Durations;
import io.processhub.tracing.ObserverChain;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a hub about to start. Every setter says its default and refuses bad values at once with an
 * {@link IllegalArgumentException}. A duration of more than 36,500 days, such as for ever, counts as 36,500 days. The
 * strategies, which are no lambdas, must be equal on all nodes of a hub; the rest is each node's own. Can start several
 * hubs, one after another; what is set later does not change those that run. Not thread-safe.
 */
public final class HubBuilder {
    final String hubId;
    final Registrations registrations = new Registrations();

    @Nullable
    Node node;

    CallObserver observer = CallObserver.NONE;
    Environment environment = Environment.system();
    UnaryOperator<ProcessSpec<?>> transformation = UnaryOperator.identity();
    DistributionStrategy distribution = new ConsistentHashing();
    RedundancyStrategy redundancy = new Singularity();
    MigrationStrategy migration = new ColdSwap();
    SynchronizationStrategy synchronization = new PubSub();
    PartitionStrategy partition = new Divergence();
    Arbiter arbiter = ArbiterCalls.NONE;
    double weight = 1;
    String zone = "";
    DistributionStrategy.Traits traits = DistributionStrategy.Traits.UNKNOWN;
    Duration gracePeriod = Duration.ofSeconds(10);
    Duration askTimeout = Duration.ofSeconds(5);
    Settings.Joining joining = Settings.Joining.STANDARD;
    Duration hookTimeout = Duration.ofSeconds(5);
    Duration retention = Duration.ofHours(1);
    Duration maxClockSkew = Duration.ofMinutes(1);

    HubBuilder(String hubId) {
        this.hubId = hubId;
    }

    /**
     * The node to run on. Default: a new one among those of this JVM that were made so, too; closed with the hub.
     *
     * @param value may carry several hubs with different ids; stays open when the hub is closed
     * @return this builder
     */
    public HubBuilder node(Node value) {
        node = Objects.requireNonNull(value, "node; leave it out to run on a new one");
        return this;
    }

    /**
     * Where time, threads and chance come from. Default: the real world.
     *
     * @param value for tests, a simulated one
     * @return this builder
     */
    public HubBuilder environment(Environment value) {
        environment = Objects.requireNonNull(value, "environment; leave it out for the real world");
        return this;
    }

    /**
     * Registers code that lives on messages, with its protocol and all answers to it. Register the same types on every
     * node. What cannot be sent is refused when the hub starts.
     *
     * @param type its name is not registered yet
     * @param factory makes a new object for every start of a process, and may take it back
     * @param <C> the protocol of the processes
     * @return this builder
     */
    public <C> HubBuilder process(ProcessType<C> type, HubProcess.Factory<C> factory) {
        registrations.add(type, factory);
        return this;
    }

    /**
     * Registers code that keeps a thread. Register the same types on every node.
     *
     * @param type its name is not registered yet
     * @param factory makes a new object for every start of a process, and may take it back
     * @param <L> class of the loops
     * @return this builder
     */
    public <L extends RunLoop> HubBuilder runLoop(ProcessType<Void> type, RunLoop.Factory<L> factory) {
        registrations.add(type, factory);
        return this;
    }

    /**
     * Registers a type of messages by hand, for a name that does not depend on its class, or a codec of its own.
     *
     * @param type its name and classes are not registered yet
     * @return this builder
     */
    public HubBuilder message(MessageType<?> type) {
        registrations.add(type);
        return this;
    }

    /**
     * Adds a hook, so that it hears the first event.
     *
     * @param hook its id is not taken
     * @return this builder
     */
    public HubBuilder hook(Hook<?> hook) {
        registrations.add(hook);
        return this;
    }

    /**
     * Observes messages, besides those observers that were added before. Default: none does.
     *
     * @param value must be quick
     * @return this builder
     */
    public HubBuilder observer(CallObserver value) {
        observer = ObserverChain.of(observer, value);
        return this;
    }

    /**
     * Transforms specs before they are wanted, on the thread of each caller on this node, after the transformations
     * that were added before; what it throws goes to the caller. Default: none.
     *
     * @param change takes a spec and answers with one of the same id
     * @return this builder
     */
    public HubBuilder transformSpecs(UnaryOperator<ProcessSpec<?>> change) {
        Objects.requireNonNull(change, "transformation; leave it out for none");
        UnaryOperator<ProcessSpec<?>> before = transformation;
        transformation = spec -> change.apply(before.apply(spec));
        return this;
    }

    /**
     * A process that must always run. Give the same to every node: it is wanted once.
     *
     * @param spec what to start when the hub has joined; its id was not given before
     * @return this builder
     */
    public HubBuilder ensure(ProcessSpec<?> spec) {
        return ensure(spec, StartOptions.STANDARD);
    }

    /**
     * A process that must always run, with what it can be found by, and where. Give the same to every node.
     *
     * @param spec what to start when the hub has joined; its id was not given before
     * @param options metadata and mapping of the process unless it is wanted already; the rest has no effect
     * @return this builder
     */
    public HubBuilder ensure(ProcessSpec<?> spec, StartOptions options) {
        registrations.ensure(spec, options);
        return this;
    }

    /**
     * Where processes run. Default: {@link ConsistentHashing}.
     *
     * @param strategy equal on all nodes
     * @return this builder
     */
    public HubBuilder distribution(DistributionStrategy strategy) {
        distribution = SettingChecks.named(strategy);
        return this;
    }

    /**
     * How many copies of a process run. Default: {@link Singularity}.
     *
     * @param strategy equal on all nodes
     * @return this builder
     */
    public HubBuilder redundancy(RedundancyStrategy strategy) {
        redundancy = SettingChecks.named(strategy);
        return this;
    }

    /**
     * How processes move. Default: {@link ColdSwap}.
     *
     * @param strategy equal on all nodes
     * @return this builder
     */
    public HubBuilder migration(MigrationStrategy strategy) {
        migration = SettingChecks.named(strategy);
        return this;
    }

    /**
     * How the registry spreads. Default: {@link PubSub}, every 15 seconds.
     *
     * @param strategy equal on all nodes
     * @return this builder
     */
    public HubBuilder synchronization(SynchronizationStrategy strategy) {
        synchronization = SettingChecks.named(strategy);
        Durations.positive("interval of " + strategy, strategy.interval());
        return this;
    }

    /**
     * When a part of a split cluster may run processes. Default: {@link Divergence}, always.
     *
     * @param strategy equal on all nodes
     * @return this builder
     */
    public HubBuilder partition(PartitionStrategy strategy) {
        partition = SettingChecks.named(strategy);
        return this;
    }

    /**
     * Who decides in an even split, for a strategy that asks. Default: none, which such a strategy cannot do with.
     *
     * @param value of this node; the others have their own, of one opinion
     * @return this builder
     */
    public HubBuilder arbiter(Arbiter value) {
        arbiter = Objects.requireNonNull(value, "arbiter; leave it out for none");
        return this;
    }

    /**
     * This node's share of the processes relative to the others; with 0 it calls processes and hosts none. Default: 1.
     *
     * @param value zero or more
     * @return this builder
     */
    public HubBuilder weight(double value) {
        weight = SettingChecks.profile(value, zone).weight();
        return this;
    }

    /**
     * What this node shares its fate with, such as a rack; copies of one process avoid sharing a zone. Default: none.
     *
     * @param value empty for none; at most 255 characters
     * @return this builder
     */
    public HubBuilder zone(String value) {
        zone = SettingChecks.profile(weight, value).zone();
        return this;
    }

    /**
     * A label of this node, which constraints of processes refer to. Default: none.
     *
     * @param key not empty, and not {@code zone}
     * @param value any text; all labels together have at most 4,096 characters
     * @return this builder
     */
    public HubBuilder label(String key, String value) {
        traits = traits.label(key, value);
        return this;
    }

    /**
     * How long {@link ProcessHub#close()} waits for other nodes to take over. Default: 10 seconds.
     *
     * @param period zero or more
     * @return this builder
     */
    public HubBuilder gracePeriod(Duration period) {
        gracePeriod = Durations.zeroOrMore("grace period", period);
        return this;
    }

    /**
     * How long asks wait that name no limit of their own. Default: 5 seconds.
     *
     * @param timeout positive
     * @return this builder
     */
    public HubBuilder askTimeout(Duration timeout) {
        askTimeout = Durations.positive("ask timeout", timeout);
        return this;
    }

    /**
     * How long a starting hub waits for peers that do not answer. Default: 10 seconds.
     *
     * @param timeout positive; afterwards the hub runs without them until they answer
     * @return this builder
     */
    public HubBuilder joinTimeout(Duration timeout) {
        joining = joining.timeout(Durations.positive("join timeout", timeout));
        return this;
    }

    /**
     * How many nodes, this one included, must run the hub before it starts anything, so that nodes that find each other
     * late start nothing twice. Quorums count from at least as many. Default: 1.
     *
     * @param members positive
     * @param patience positive; after that time the hub goes on with fewer
     * @return this builder
     */
    public HubBuilder initialSize(int members, Duration patience) {
        joining = joining.initialSize(members, Durations.positive("patience for the initial size", patience));
        return this;
    }

    /**
     * How long a hook may take before it is interrupted. Default: 5 seconds.
     *
     * @param timeout positive
     * @return this builder
     */
    public HubBuilder hookTimeout(Duration timeout) {
        hookTimeout = Durations.positive("hook timeout", timeout);
        return this;
    }

    /**
     * How long a node that was lost may stay away and still be one of us: until then what it had is remembered, and so
     * is what was stopped meanwhile. Default: 1 hour.
     *
     * @param period positive; longer than any partition that is to heal without a restart
     * @return this builder
     */
    public HubBuilder retention(Duration period) {
        retention = Durations.positive("retention", period);
        return this;
    }

    /**
     * How far the clocks of two nodes may be apart: else they are no members of one hub, and a node whose clock is off
     * by more starts and stops nothing for callers until they agree again. Default: 1 minute.
     *
     * @param skew 1 second to 1 day, else it is refused; equal on all nodes
     * @return this builder
     */
    public HubBuilder maxClockSkew(Duration skew) {
        maxClockSkew = SettingChecks.clockSkew(skew);
        return this;
    }

    /**
     * Starts the hub and waits until it has joined its peers.
     *
     * @return the running hub
     * @throws ConfigurationMismatchException when another node of the hub is configured otherwise; nothing was started
     * @throws RuntimeException what {@link #startAsync} throws, or a transformation; nothing stays behind
     */
    public ProcessHub start() {
        return start(hub -> {});
    }

    /**
     * Like {@link #start()}, and hands the hub out before anything runs here.
     *
     * @param early is given the hub, which has not joined; what it throws comes through
     * @return the running hub
     */
    public ProcessHub start(Consumer<? super ProcessHub> early) {
        return HubStart.joined(HubStart.of(this, early));
    }

    /**
     * Starts the hub without waiting.
     *
     * @return ends with the running hub when it has joined its peers, or with the exceptions of {@link #start}
     * @throws RuntimeException when the hub id is too long, it runs on the node already, or something cannot be sent
     */
    public CompletableFuture<ProcessHub> startAsync() {
        return HubStart.of(this, hub -> {});
    }
}
