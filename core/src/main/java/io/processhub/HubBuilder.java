package io.processhub;

import io.processhub.cluster.Node;
import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessSpec;
import io.processhub.process.RunLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Settings of a hub about to start. Every setter says its default and refuses bad values at once. Not thread-safe.
 */
public final class HubBuilder {

    HubBuilder(String hubId) {}

    public HubBuilder node(Node node) { throw new UnsupportedOperationException(); }
    public HubBuilder environment(Environment environment) { throw new UnsupportedOperationException(); }
    public HubBuilder process(String type, Supplier<? extends HubProcess> factory) { throw new UnsupportedOperationException(); }
    public HubBuilder runLoop(String type, Supplier<? extends RunLoop> factory) { throw new UnsupportedOperationException(); }
    public HubBuilder message(MessageType<?> type) { throw new UnsupportedOperationException(); }
    public HubBuilder hook(Hook<?> hook) { throw new UnsupportedOperationException(); }
    public HubBuilder alter(UnaryOperator<ProcessSpec> alteration) { throw new UnsupportedOperationException(); }
    public HubBuilder gracePeriod(Duration period) { throw new UnsupportedOperationException(); }
    public HubBuilder askTimeout(Duration timeout) { throw new UnsupportedOperationException(); }
    public HubBuilder joinTimeout(Duration timeout) { throw new UnsupportedOperationException(); }
    /** static processes */
    public HubBuilder ensure(ProcessSpec spec) { throw new UnsupportedOperationException(); }
    public ProcessHub start() { throw new UnsupportedOperationException(); }
    public CompletableFuture<ProcessHub> startAsync() { throw new UnsupportedOperationException(); }
}
