package io.processhub.runtime;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes;
import io.processhub.process.StartOptions;
import io.processhub.process.StopResult;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What processes see of a hub where a test has none: nothing is registered, and whatever else they request fails. */
public record NoHub() implements Processes {
    @Override
    public <C> ProcessRef<C> ref(ProcessType<C> type, ProcessId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <C> ProcessRef<C> ref(ProcessSpec<C> spec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProcessRef<Object> untyped(ProcessId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <C> CompletableFuture<Start<C>> start(ProcessSpec<C> spec, StartOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <C> CompletableFuture<Start<C>> ensure(ProcessSpec<C> spec, StartOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<StopResult> stop(ProcessId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> caughtUp(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Registration> lookup(ProcessId id) {
        return Optional.empty();
    }

    @Override
    public List<Registration> byTag(String tag) {
        return List.of();
    }

    @Override
    public List<Registration> byLabel(String key, String value) {
        return List.of();
    }

    @Override
    public List<Registration> onNode(NodeId node) {
        return List.of();
    }

    @Override
    public List<NodeId> nodes() {
        return List.of();
    }
}
