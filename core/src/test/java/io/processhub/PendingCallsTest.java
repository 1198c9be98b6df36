package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.explain.Explanation;
import io.processhub.placement.Prediction;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is told what, though workers finish in another order than they began. */
final class PendingCallsTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PendingCalls answers = new PendingCalls(tasks::push);
    private final Effect.Mismatched mismatch = new Effect.Mismatched(new NodeId("a", 1), List.of());

    /** The task that was given last runs first. */
    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.pop().run();
        }
    }

    @Test
    void aHubThatDoesNotFitDoesNotJoinAllTheSame() {
        assertThat(answers.refuseJoin(mismatch)).isTrue();
        answers.joined();
        answers.close();
        runTasks();

        assertThat(answers.whenJoined().join()).contains(mismatch);
        assertThat(answers.whenLeft()).isCompleted();
    }

    @Test
    void aHubThatHasJoinedIsNotRefusedAnyMore() {
        answers.joined();

        assertThat(answers.refuseJoin(mismatch)).isFalse();
        runTasks();
        assertThat(answers.whenJoined().join()).isEmpty();
    }

    @Test
    void aHubThatIsClosedBeforeItHasJoinedSaysSo() {
        answers.close();
        answers.joined();
        runTasks();

        assertThat(answers.whenJoined()).isCompletedExceptionally();
    }

    @Test
    void questionsAboutPlacementEndWithTheHub() {
        var explanation = new CompletableFuture<Explanation>();
        var dryRun = new CompletableFuture<Prediction>();
        var catchUp = new CompletableFuture<Void>();
        answers.awaitExplanation(explanation);
        answers.close();
        answers.awaitDryRun(dryRun); // asked too late
        answers.awaitCatchUp(catchUp);

        runTasks();

        assertThat(explanation).isCompletedExceptionally();
        assertThat(dryRun).isCompletedExceptionally();
        assertThat(catchUp).isCompletedExceptionally();
    }
}
