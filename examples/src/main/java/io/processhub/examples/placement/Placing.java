package io.processhub.examples.placement;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.spec.Constraints;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.Guided;
import io.processhub.strategy.distribution.Guided.WhenAway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Says where processes run. */
final class Placing {
    static final ProcessType<Object> RENDERER = ProcessType.of("renderer", Object.class);

    private Placing() {}

    static HubBuilder worker(HubBuilder hub) {
        // tag::node[]
        hub.zone("east").label("gpu", "true").label("disk", "ssd");
        // end::node[]
        return hub;
    }

    static HubBuilder gateway(HubBuilder hub) {
        // tag::gateway[]
        hub.weight(0); // starts and calls processes, and hosts none
        // end::gateway[]
        return hub;
    }

    static ProcessSpec<Object> renderer(String id) {
        // tag::constraints[]
        var constraints = Constraints.NONE
                .require("gpu", "true") // runs nowhere else
                .prefer(Constraints.ZONE, "east"); // runs elsewhere if it has to
        return RENDERER.spec(id).constraints(constraints);
        // end::constraints[]
    }

    static List<Constraints> related() {
        // tag::affinity[]
        var nearIndex = Constraints.NONE.near(ProcessId.of("index")); // on a node of that process
        var spread = Constraints.NONE.awayFromTag("web"); // with the tag web itself: each on another node
        // end::affinity[]
        return List.of(nearIndex, spread);
    }

    static HubBuilder guided(HubBuilder hub) {
        // tag::guided[]
        hub.distribution(new Guided(WhenAway.RETURN));
        // end::guided[]
        return hub;
    }

    static CompletableFuture<StartReport> start(ProcessHub hub, ProcessSpec<?> left, ProcessSpec<?> right) {
        // tag::mapping[]
        Map<ProcessId, List<String>> mapping = Map.of(left.id(), List.of("alpha"), right.id(), List.of("beta"));
        return hub.startAll(List.of(left, right), StartOptions.STANDARD.mapping(mapping));
        // end::mapping[]
    }

    static CompletableFuture<StartReport> move(ProcessHub hub, ProcessId id) {
        // tag::remap[]
        return hub.remap(Map.of(id, List.of("beta")), Duration.ofSeconds(30));
        // end::remap[]
    }

    static CompletableFuture<DryRun> plan(ProcessHub hub) {
        // tag::several[]
        return hub.dryRun(List.of(new Change.Leave("beta"), new Change.Join("gamma"), new Change.Join("delta")));
        // end::several[]
    }
}
