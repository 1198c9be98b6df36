package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.HubStatus.Phase;
import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.log.Delta;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Strategies of all five kinds throw on every node for a while, and a node joins meanwhile. */
final class DegradedTest {
    @RegisterExtension
    private final ExpectedErrors errors = new ExpectedErrors("io.processhub.HubLog", "strategy failed");

    private final AtomicBoolean broken = new AtomicBoolean();

    private void check() {
        if (broken.get()) {
            throw new IllegalStateException("expected by this test");
        }
    }

    private final class Distribution implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            Placement sound = new ConsistentHashing().over(candidates);
            return (process, copies, allowed) -> {
                check();
                return sound.owners(process, copies, allowed);
            };
        }

        @Override
        public String toString() {
            return "fragile distribution";
        }
    }

    private final class Redundancy implements RedundancyStrategy {
        @Override
        public int copies(int members) {
            check();
            return new Singularity().copies(members);
        }

        @Override
        public Role role(RoleView view, NodeId node) {
            return new Singularity().role(view, node);
        }

        @Override
        public String toString() {
            return "fragile redundancy";
        }
    }

    private final class Migration implements MigrationStrategy {
        @Override
        public Step next(Move move) {
            check();
            return new ColdSwap().next(move);
        }

        @Override
        public String toString() {
            return "fragile migration";
        }
    }

    private final class Synchronization implements SynchronizationStrategy {
        @Override
        public Duration interval() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Synchronizer open(SyncContext context) {
            Synchronizer sound = new PubSub().open(context);
            return new Synchronizer() {
                @Override
                public void onWrite(Delta write, List<NodeId> askers) {
                    check();
                    sound.onWrite(write, askers);
                }

                @Override
                public void onTick() {
                    check();
                    sound.onTick();
                }
            };
        }

        @Override
        public String toString() {
            return "fragile synchronization";
        }
    }

    private final class Partition implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            check();
            return true;
        }

        @Override
        public String toString() {
            return "fragile partition";
        }
    }

    @Seeds(3)
    void earlierDecisionsStayUntilTheStrategyAnswersAgain(long seed) {
        Map<String, UnaryOperator<HubBuilder>> kinds = Map.of(
                "distribution", hub -> hub.distribution(new Distribution()),
                "redundancy", hub -> hub.redundancy(new Redundancy()),
                "migration", hub -> hub.migration(new Migration()),
                "synchronization", hub -> hub.synchronization(new Synchronization()),
                "partition", hub -> hub.partition(new Partition()));
        kinds.forEach((kind, settings) -> degradeAndRecover(seed, kind, settings));
    }

    private void degradeAndRecover(long seed, String kind, UnaryOperator<HubBuilder> settings) {
        var heard = new ArrayList<HubEvent.StrategyFailed>();
        SimulatedCluster cluster =
                SimulatedCluster.of(3).seed(seed).settings(settings).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 40);
        cluster.hub(1).addHook(Hook.of("heard", HubEvent.StrategyFailed.class, heard::add));

        broken.set(true);
        cluster.add();
        cluster.run(Duration.ofSeconds(30));
        assertThat(cluster.hub(1).status().phase()).as(kind).isEqualTo(Phase.DEGRADED);
        assertThat(cluster.hub(1).status().failure()).hasMessage("expected by this test");
        assertThat(heard)
                .as(kind)
                .singleElement()
                .extracting(HubEvent.StrategyFailed::kind)
                .isEqualTo(kind);
        assertThat(ids).as(kind).allMatch(id -> !cluster.runningCopiesOf(id).isEmpty());

        broken.set(false);
        cluster.run(Duration.ofSeconds(11));
        cluster.settle();
        assertThat(cluster.hub(1).status().phase()).as(kind).isEqualTo(Phase.RUNNING);
        assertThat(cluster.hub(1).status().failure()).isNull();
        cluster.check();
    }
}
