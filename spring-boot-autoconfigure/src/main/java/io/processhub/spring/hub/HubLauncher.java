package io.processhub.spring.hub;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the hub that a {@link ManagedHub} stands for, at each start of the application. */
public interface HubLauncher {

    /** {@return the id of the hub} */
    String id();

    /** {@return how long other nodes have to take over when the application stops} */
    Duration gracePeriod();

    /**
     * Starts the hub and waits until it has joined.
     *
     * @param early is given the hub before anything runs here
     * @return the hub and, when it is the hub's own, its node
     */
    Launched launch(Consumer<ProcessHub> early);

    /**
     * A running hub.
     *
     * @param hub it
     * @param own a node that ends with the hub; {@code null} when the application keeps the node
     */
    record Launched(ProcessHub hub, @Nullable Node own) {}
}
