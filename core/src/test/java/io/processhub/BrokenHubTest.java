package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.logging.CapturedErrors;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.PartitionStrategy.Census;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goal: a hub whose coordinator fails must end, never live on half. Method: strategies throw errors. */
final class BrokenHubTest {
    @RegisterExtension
    private final CapturedErrors errors = new CapturedErrors();

    private final Hubs hubs = new Hubs();
    private final AtomicBoolean broken = new AtomicBoolean();

    private record Fragile(AtomicBoolean broken) implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            Placement sound = new ConsistentHashing().over(candidates);
            return (process, count, fit) -> {
                if (broken.get()) {
                    throw new InternalError("expected by this test");
                }
                return sound.owners(process, count, fit);
            };
        }

        @Override
        public String toString() {
            return "Fragile";
        }
    }

    private record Hopeless() implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            throw new InternalError("expected by this test");
        }
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void aHubThatBreaksEndsAndTheOthersTakeOver() {
        var whole = hubs.start("a", builder -> builder.distribution(new Fragile(new AtomicBoolean())));
        var fragile = hubs.start("b", builder -> builder.distribution(new Fragile(broken)));
        Eventually.holds(() -> assertThat(whole.nodes()).hasSize(2));
        Eventually.ends(whole.startAll(Hubs.specs(20, "echo"), StartOptions.STANDARD));
        var heard = new LinkedBlockingQueue<HubEvent>();
        fragile.addHook(Hook.of("heard", HubEvent.HubFailed.class, heard::add));
        broken.set(true);

        var refused = Eventually.ends(
                        fragile.start(ProcessType.of("echo", Object.class).spec("last")))
                .result();

        assertThat(refused).isInstanceOf(StartResult.Refused.class);
        assertThat(Eventually.next(heard))
                .isInstanceOfSatisfying(
                        HubEvent.HubFailed.class,
                        failed -> assertThat(failed.cause()).hasMessage("expected by this test"));
        assertFailed(fragile);
        Eventually.ends(fragile.closeAsync(Duration.ZERO));
        assertFailed(fragile);
        Eventually.holds(() -> assertThat(whole.nodes()).containsExactly(whole.self()));
        Hubs.settle(List.of(whole));
        assertThat(whole.local()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(errors.take()).singleElement().asString().contains("this hub ends here");
    }

    private static void assertFailed(ProcessHub hub) {
        assertThat(hub.status().phase()).isEqualTo(HubStatus.Phase.FAILED);
        assertThat(hub.status().failure()).isInstanceOf(InternalError.class).hasMessage("expected by this test");
        assertThat(hub.nodes()).containsExactly(hub.self());
        assertThat(hub.status().membership().quorum()).isFalse();
        assertThat(hub.status().local().instances()).isZero();
    }

    @Test
    void aHubThatBreaksWhileItJoinsFailsToStartAndClosesItsOwnNode() {
        var id = "breaks-while-it-joins";
        var alone = ProcessHub.builder(id).partition(new Hopeless());

        assertThatIllegalStateException()
                .isThrownBy(alone::start)
                .withMessageContaining("before it had joined")
                .withCauseInstanceOf(InternalError.class);
        assertThat(errors.take()).singleElement().asString().contains("this hub ends here");

        var next = hubs.keep(ProcessHub.builder(id).start());
        assertThat(next.nodes()).containsExactly(next.self());
    }
}
