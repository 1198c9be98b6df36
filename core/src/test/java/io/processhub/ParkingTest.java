package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.RestartLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that keeps crashing on one node is tried on another. */
final class ParkingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Hubs hubs = new Hubs();
    private final Set<String> badNodes = ConcurrentHashMap.newKeySet();
    private final Queue<HubEvent.ProcessParked> parkedOnA = new ConcurrentLinkedQueue<>();
    private final Queue<HubEvent.ProcessParked> parkedOnB = new ConcurrentLinkedQueue<>();
    private final ProcessHub a = hubs.start("a", builder -> settings(builder, parkedOnA));
    private final ProcessHub b = hubs.start("b", builder -> settings(builder, parkedOnB));
    private final List<ProcessHub> pair = List.of(a, b);

    private HubBuilder settings(HubBuilder builder, Queue<HubEvent.ProcessParked> parked) {
        return builder.runLoop(ProcessType.runLoop("picky"), () -> this::run)
                .hook(Hook.of("ear", HubEvent.ProcessParked.class, parked::add));
    }

    private void run(ProcessContext<Void> context) throws InterruptedException {
        if (badNodes.contains(context.node().name())) {
            throw new IllegalStateException("no disk on " + context.node().name());
        }
        new CountDownLatch(1).await();
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    private ProcessSpec<?> pickyOnA(Duration parkedFor) {
        Eventually.holds(() -> assertThat(pair).allMatch(hub -> hub.nodes().size() == 2));
        var limit = new RestartLimit(2, MINUTE, Duration.ofMillis(1), Duration.ofMillis(5), parkedFor);
        return ProcessType.of("picky", Object.class).spec(Hubs.nameOn(a, pair)).limit(limit);
    }

    private void assertRunsOn(ProcessId id, ProcessHub host) {
        Eventually.holds(() -> assertThat(pair)
                .allSatisfy(hub -> assertThat(Hubs.hosts(hub, id)).containsExactly(host.self())));
    }

    @Test
    void aCrashLoopIsParkedAndTriedElsewhere() {
        var spec = pickyOnA(MINUTE);
        badNodes.add("a");

        a.start(spec);

        assertRunsOn(spec.id(), b);
        Hubs.settle(pair);
        Eventually.holds(() -> assertThat(parkedOnA).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(spec.id());
            assertThat(event.error()).contains("no disk on a");
            assertThat(event.pause()).isEqualTo(MINUTE);
        }));
        assertThat(parkedOnB).isEmpty();
    }

    @Test
    void neighboursOfACrashLoopAreUntouched() {
        var spec = pickyOnA(MINUTE);
        List<ProcessSpec<?>> neighbours = new ArrayList<>();
        Hubs.namesOn(a, pair)
                .skip(1)
                .limit(10)
                .forEach(name ->
                        neighbours.add(ProcessType.of("picky", Object.class).spec(name)));
        Eventually.ends(a.startAll(neighbours, StartOptions.STANDARD));
        var before = a.local();
        badNodes.add("a");

        a.start(spec);

        assertRunsOn(spec.id(), b);
        assertThat(a.local()).isEqualTo(before).hasSize(10);
    }

    @Test
    void afterAWhileItsNodeTriesItAgain() {
        var spec = pickyOnA(Duration.ofMillis(300));
        badNodes.add("a");
        a.start(spec);
        Eventually.holds(() -> assertThat(parkedOnA).isNotEmpty());
        assertRunsOn(spec.id(), b);

        badNodes.clear();

        assertRunsOn(spec.id(), a);
        Hubs.settle(pair);
    }

    @Test
    void whatCrashesEverywhereWaitsAndIsNotForgotten() {
        var spec = pickyOnA(Duration.ofMillis(500));
        badNodes.addAll(List.of("a", "b"));

        a.start(spec);

        Eventually.holds(() -> {
            assertThat(parkedOnA).isNotEmpty();
            assertThat(parkedOnB).isNotEmpty();
        });
        assertThat(a.lookup(spec.id())).isPresent();
        badNodes.clear();
        assertRunsOn(spec.id(), a);
    }

    @Test
    void aStoppedProcessIsNotTriedAgain() {
        var spec = pickyOnA(Duration.ofMillis(100));
        badNodes.addAll(List.of("a", "b"));
        a.start(spec);
        Eventually.holds(() -> assertThat(parkedOnA).isNotEmpty());

        Eventually.ends(b.stop(spec.id()));
        int crashes = parkedOnA.size() + parkedOnB.size();
        var sentinel = ProcessType.of("picky", Object.class)
                .spec("sentinel")
                .limit(new RestartLimit(0, MINUTE, Duration.ZERO, Duration.ZERO, Duration.ofMillis(200)));
        a.ensure(sentinel);
        Eventually.holds(() -> assertThat(parkedOnA.size() + parkedOnB.size()).isGreaterThan(crashes + 2));

        assertThat(pair).allMatch(hub -> hub.lookup(spec.id()).isEmpty());
        NodeId self = a.self();
        assertThat(a.onNode(self))
                .extracting(found -> found.id().value())
                .doesNotContain(spec.id().value());
    }
}
