package io.processhub.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.spec.Metadata;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: all nodes agree on the copy that survives, also when epochs are equal, and tell a conflict from a move. */
final class ConflictRulesTest {
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final NodeId C = new NodeId("c", 1);

    private static Copy copy(NodeId node, long epoch, long predecessor) {
        return new Copy(node, new Instance(epoch, Role.ACTIVE, StartReason.FRESH, new Stamp(1, node), predecessor));
    }

    private static Registration copies(Copy... copies) {
        return new Registration(ProcessType.of("t", Object.class).spec("p"), Metadata.NONE, List.of(copies));
    }

    @Test
    void theLatestCopySurvives() {
        var copies = copies(copy(A, 3, 0), copy(B, 5, 0), copy(C, 4, 0));

        assertThat(ConflictRules.survivor(copies, A::equals).node()).isEqualTo(B);
    }

    @Test
    void ofCopiesWithEqualEpochsTheOwnersIsSuperseded() {
        var copies = copies(copy(A, 3, 0), copy(B, 3, 0));

        assertThat(ConflictRules.survivor(copies, B::equals).node()).isEqualTo(A);
        assertThat(ConflictRules.survivor(copies, A::equals).node()).isEqualTo(B);
        assertThat(ConflictRules.survivor(copies, C::equals).node()).isEqualTo(B);
    }

    @Test
    void aCopyThatTookThePlaceOfAnotherOneIsItsSuccessor() {
        var copies = copies(copy(A, 3, 0), copy(B, 5, 3));

        assertThat(ConflictRules.successor(copies, 3)).isEqualTo(copy(B, 5, 3));
        assertThat(ConflictRules.successor(copies, 5)).isNull();
    }
}
