package io.processhub.strategy.redundancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy.RoleView;
import io.processhub.strategy.redundancy.RedundancyStrategy.RoleView.Copy;
import io.processhub.strategy.redundancy.Replication.Model;
import io.processhub.strategy.redundancy.Replication.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicationTest {
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final NodeId C = new NodeId("c", 1);

    private final Replication pair = Replication.activePassive(2);

    private List<Role> roles(List<NodeId> owners, Copy... copies) {
        var view = new RoleView(new ProcessId("p"), owners, List.of(copies));
        return owners.stream().map(owner -> pair.role(view, owner)).toList();
    }

    private static Copy active(NodeId node, long term) {
        return new Copy(node, Role.ACTIVE, term);
    }

    private static Copy passive(NodeId node) {
        return new Copy(node, Role.PASSIVE, 99);
    }

    @Test
    void thereAreAtMostAsManyCopiesAsMembers() {
        assertThat(pair.copies(1)).isEqualTo(1);
        assertThat(pair.copies(7)).isEqualTo(2);
        assertThat(Replication.activeActive(Replication.CLUSTER_SIZE).copies(7)).isEqualTo(7);
    }

    @Test
    void theFirstOwnerBeginsAsTheActiveOne() {
        assertThat(roles(List.of(B, A))).containsExactly(Role.ACTIVE, Role.PASSIVE);
    }

    @Test
    void theActiveCopyStaysActiveWhicheverIsPreferred() {
        assertThat(roles(List.of(A, B), passive(A), active(B, 1))).containsExactly(Role.PASSIVE, Role.ACTIVE);
        assertThat(roles(List.of(A, B), active(B, 1))).containsExactly(Role.PASSIVE, Role.ACTIVE);
    }

    @Test
    void ofTwoActiveCopiesTheLaterOneStays() {
        assertThat(roles(List.of(A, B), active(A, 1), active(B, 2))).containsExactly(Role.PASSIVE, Role.ACTIVE);
        assertThat(roles(List.of(A, B), active(A, 2), active(B, 1))).containsExactly(Role.ACTIVE, Role.PASSIVE);
    }

    @Test
    void whileACopyThatIsToGoIsActiveNoOwnerIs() {
        assertThat(roles(List.of(A, B), passive(A), active(C, 1))).containsExactly(Role.PASSIVE, Role.PASSIVE);
    }

    @Test
    void withoutAnActiveCopyTheFirstOwnerThatRunsSucceeds() {
        assertThat(roles(List.of(A, B), passive(B))).containsExactly(Role.PASSIVE, Role.ACTIVE);
        assertThat(roles(List.of(A, B), passive(A), passive(B))).containsExactly(Role.ACTIVE, Role.PASSIVE);
    }

    @Test
    void inActiveActiveAllAreActive() {
        var view = new RoleView(new ProcessId("p"), List.of(A, B), List.of(active(C, 3)));

        assertThat(new Replication().role(view, A)).isEqualTo(Role.ACTIVE);
        assertThat(new Replication().role(view, B)).isEqualTo(Role.ACTIVE);
    }

    @Test
    void onlyTheSignalsAskedForAreTold() {
        assertThat(pair.tells(Role.ACTIVE)).isTrue();
        assertThat(pair.tells(Role.PASSIVE)).isTrue();
        assertThat(pair.signal(Signal.ACTIVE).tells(Role.PASSIVE)).isFalse();
        assertThat(pair.signal(Signal.PASSIVE).tells(Role.PASSIVE)).isTrue();
        assertThat(pair.signal(Signal.NONE).tells(Role.ACTIVE)).isFalse();
    }

    @Test
    void itsTextTellsAllOptions() {
        assertThat(new Replication())
                .hasToString("Replication[factor=2, model=ACTIVE_ACTIVE, signal=NONE]")
                .isEqualTo(new Replication(2, Model.ACTIVE_ACTIVE, Signal.NONE));
        assertThat(Replication.activePassive(Replication.CLUSTER_SIZE))
                .hasToString("Replication[factor=CLUSTER_SIZE, model=ACTIVE_PASSIVE, signal=ALL]");
    }

    @Test
    void aFactorBelowOneIsRefused() {
        assertThatThrownBy(() -> Replication.activePassive(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factor 0")
                .hasMessageContaining("CLUSTER_SIZE");
    }
}
