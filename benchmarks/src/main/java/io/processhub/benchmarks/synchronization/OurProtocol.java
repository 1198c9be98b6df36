package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.time.Duration;
import java.util.function.Function;

/** A strategy to be measured, with its standard options but for the interval. */
enum OurProtocol {
    GOSSIP(Protocol.GOSSIP, new Gossip()::interval),
    PUBSUB(Protocol.PUBSUB, PubSub::new);

    final Protocol protocol;
    private final Function<Duration, SynchronizationStrategy> strategy;

    OurProtocol(Protocol protocol, Function<Duration, SynchronizationStrategy> strategy) {
        this.protocol = protocol;
        this.strategy = strategy;
    }

    SynchronizationStrategy every(Duration interval) {
        return strategy.apply(interval);
    }
}
