package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.Environment;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every time that can be set may be for ever; the hubs work all the same, and none ends by an overflow. */
class EndlessTimesTest {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final Hubs hubs = new Hubs();

    @AfterEach
    void close() {
        hubs.close();
    }

    private static Stream<Arguments> strategies() {
        HotSwap swap = HotSwap.withState();
        return Stream.of(
                Arguments.of(
                        swap.quietMax(FOREVER).dataWait(FOREVER).moveTimeout(FOREVER), new Gossip().interval(FOREVER)),
                Arguments.of(swap.quietMax(FOREVER), new PubSub(FOREVER)),
                Arguments.of(swap.dataWait(FOREVER), new Gossip().directUpTo(0).interval(FOREVER)),
                Arguments.of(swap.moveTimeout(FOREVER), new PubSub(FOREVER)),
                Arguments.of(new ColdSwap(FOREVER), new PubSub(FOREVER)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void processesMoveAndAreAsked(MigrationStrategy migration, SynchronizationStrategy synchronization) {
        ProcessHub a = hubs.start("a", hub -> endless(hub, migration, synchronization));
        Eventually.ends(a.startAll(Hubs.specs(20, "echo"), StartOptions.STANDARD.timeout(FOREVER)));

        ProcessHub b = hubs.start("b", hub -> endless(hub, migration, synchronization));
        Eventually.holds(() -> assertThat(b.local()).isNotEmpty());
        for (ProcessHub hub : new ProcessHub[] {a, b}) {
            for (Registration found : a.snapshot()) {
                assertThat(Eventually.ends(hub.untyped(found.id()).ask("hello", String.class, FOREVER)))
                        .isEqualTo("hello");
            }
        }
        List<ProcessId> ids = a.snapshot().stream().map(Registration::id).toList();
        assertThat(Eventually.ends(a.stopAll(ids, new StopOptions(FOREVER))).ok())
                .isTrue();
        assertThat(Eventually.ends(a.drain(b.self(), FOREVER))).isEqualTo(new DrainResult.Left(b.self()));
        Eventually.ends(a.closeAsync(FOREVER));
    }

    private static HubBuilder endless(
            HubBuilder hub, MigrationStrategy migration, SynchronizationStrategy synchronization) {
        return hub.migration(migration)
                .synchronization(synchronization)
                .gracePeriod(FOREVER)
                .askTimeout(FOREVER)
                .joinTimeout(FOREVER)
                .hookTimeout(FOREVER)
                .retention(FOREVER);
    }

    @Test
    void aTimeThatIsLongPastIsNow() {
        Environment.system().after(Duration.ofSeconds(Long.MIN_VALUE), () -> {}).cancel();
    }
}
