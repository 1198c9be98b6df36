package io.processhub.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.explain.Explanation.Candidate;
import io.processhub.explain.Explanation.Copy;
import io.processhub.explain.Explanation.Intent;
import io.processhub.explain.Explanation.Outlook;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.HubEvent;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    private static final ProcessId ID = ProcessId.of("p");
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 2);
    private static final NodeId C = new NodeId("c", 3);
    private static final NodeId D = new NodeId("d", 4);

    private static Instant second(int number) {
        return Instant.ofEpochSecond(number);
    }

    @Test
    void whyItRunsIsToldInWords() {
        var explanation = new Explanation(
                ID,
                A,
                Optional.of(new Intent(true, second(1), B)),
                "",
                "the greatest win; copies on 2 nodes",
                List.of(
                        new Candidate(A, Standing.OWNER, "draws 3"),
                        new Candidate(B, Standing.OWNER, ""),
                        new Candidate(C, Standing.PARKED, "no disk"),
                        new Candidate(D, Standing.LEAVING, "")),
                List.of(
                        copy(A, Role.PASSIVE, second(4), Role.ACTIVE, Outlook.STAYS),
                        copy(D, Role.ACTIVE, second(2), Role.ACTIVE, Outlook.MOVES)),
                List.of(new HubEvent.ProcessEnded(second(3), ID, C, 1, EndCause.CRASHED)));

        assertThat(explanation).hasToString("""
                process p, seen from a#1
                intent to run since 1970-01-01T00:00:01Z, set by b#2
                rule: the greatest win; copies on 2 nodes
                candidates, in order of preference:
                  a#1 owner (draws 3)
                  b#2 owner, does not run it yet
                  c#3 parked (no disk)
                  d#4 leaving
                copies:
                  a#1 passive since 1970-01-01T00:00:04Z, to become active, failed over at 1970-01-01T00:00:02Z, epoch 7
                  d#4 active, failed over at 1970-01-01T00:00:02Z, epoch 7, stops when the owners have taken over
                before:
                  1970-01-01T00:00:03Z crashed on c#3""");
        assertThat(explanation.wanted()).isTrue();
    }

    private static Copy copy(NodeId node, Role role, Instant roleSince, Role due, Outlook outlook) {
        return new Copy(
                node,
                7,
                StartReason.FAILED_OVER,
                second(2),
                new Explanation.RoleState(role, Optional.of(roleSince), 7, due),
                outlook);
    }

    @Test
    void anUnwantedProcessIsToldInWords() {
        var unknown = new Explanation(ID, A, Optional.empty(), "", "", List.of(), List.of(), List.of());
        assertThat(unknown).hasToString("""
                process p, seen from a#1
                no intent is known
                copies: none
                before: none""");
        assertThat(unknown.wanted()).isFalse();

        var stopping = new Explanation(
                ID,
                A,
                Optional.of(new Intent(false, second(1), B)),
                "no quorum",
                "",
                List.of(),
                List.of(copy(A, Role.ACTIVE, second(2), Role.ACTIVE, Outlook.STOPS)),
                List.of());
        assertThat(stopping.toString())
                .contains("intent to stop since 1970-01-01T00:00:01Z, set by b#2")
                .contains("a#1 starts nothing: no quorum")
                .contains("epoch 7, will stop");
        assertThat(stopping.wanted()).isFalse();
    }

    @Test
    void everythingThatHappensHasWords() {
        List<ProcessEvent> past = List.of(
                new HubEvent.ProcessStarted(second(1), ID, A, 1, StartReason.FAILED_OVER),
                new HubEvent.RoleChanged(second(2), ID, A, 1, Role.PASSIVE),
                new HubEvent.ProcessParked(second(3), ID, "no disk", Duration.ofMinutes(1)),
                new HubEvent.MoveFailed(second(4), ID, B, "too late"),
                new HubEvent.ConflictResolved(second(5), ID, new Location(A, 2), new Location(B, 1), true),
                new HubEvent.ConflictResolved(second(6), ID, new Location(A, 2), new Location(B, 1), false));
        var explanation = new Explanation(ID, A, Optional.empty(), "", "", List.of(), List.of(), past);

        assertThat(explanation.toString().lines().skip(4).map(line -> line.substring(23)))
                .containsExactly(
                        "failed over on a#1",
                        "became passive on a#1",
                        "parked here: no disk",
                        "did not move to b#2: too late",
                        "of two copies the one on " + new Location(A, 2) + " stays, the one on " + new Location(B, 1)
                                + " does not; their states were merged",
                        "of two copies the one on " + new Location(A, 2) + " stays, the one on " + new Location(B, 1)
                                + " does not");
    }
}
