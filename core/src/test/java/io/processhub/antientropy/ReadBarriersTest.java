package io.processhub.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.antientropy.ReadBarriers.End;
import io.processhub.antientropy.ReadBarriers.Outcome;
import io.processhub.cluster.NodeId;
import io.processhub.replication.Directory;
import io.processhub.replication.RegistryWatcher;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadBarriersTest {
    private final List<Outcome> outcomes = new ArrayList<>();
    private final ReplicatedRegistry registry =
            new ReplicatedRegistry(new NodeId("a", 1), 0, new Directory(), RegistryWatcher.NONE);
    private final ReadBarriers barriers = new ReadBarriers(registry, new Agenda(), new ReadBarriers.Host() {
        @Override
        public void askHeads(List<NodeId> members, long question) {}

        @Override
        public void ended(long call, Outcome outcome) {
            outcomes.add(outcome);
        }
    });

    @Test
    void aCallerWaitsUntilItSeesWhatHasBeenRead() {
        barriers.begin(1, Duration.ofSeconds(1));

        barriers.update(true);
        assertThat(outcomes).isEmpty();

        barriers.update(false);
        assertThat(outcomes).containsExactly(new Outcome(End.CAUGHT_UP, List.of()));
    }
}
