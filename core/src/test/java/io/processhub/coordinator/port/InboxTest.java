package io.processhub.coordinator.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final Inbox inbox = new Inbox();

    private static Input report(long epoch) {
        return new Input.InstanceStopped(ProcessId.of("p"), epoch);
    }

    private List<Input> turn(boolean full) {
        List<Input> taken = new ArrayList<>();
        inbox.take(taken::add, () -> full);
        return taken;
    }

    @Test
    void everythingIsTakenInTheOrderOfItsQueue() {
        List<Input> reports =
                IntStream.range(0, 1_800).mapToObj(InboxTest::report).toList();
        List<Input> others = IntStream.range(0, 2_300)
                .mapToObj(number -> (Input) new Input.ExplainAsked(number, ProcessId.of("p")))
                .toList();
        reports.forEach(inbox::add);
        others.forEach(inbox::add);

        List<Input> taken = new ArrayList<>();
        while (!inbox.empty()) {
            taken.addAll(turn(false));
        }

        assertThat(taken).filteredOn(Input.FromInstance.class::isInstance).isEqualTo(reports);
        assertThat(taken).filteredOn(Input.ExplainAsked.class::isInstance).isEqualTo(others);
    }

    @Test
    void nothingWaitsBehindTheReportsOfInstances() {
        IntStream.range(0, 10_000).forEach(epoch -> inbox.add(report(epoch)));
        var question = new Input.ExplainAsked(1, ProcessId.of("p"));
        inbox.add(question);

        assertThat(turn(false)).first().isEqualTo(question);
    }

    @Test
    void aFullTurnTakesOneInputAndSomeReports() {
        var question = new Input.ExplainAsked(1, ProcessId.of("p"));
        inbox.add(question);
        inbox.add(question);
        inbox.add(report(1));
        inbox.add(report(2));

        assertThat(turn(true)).containsExactly(question, report(1), report(2));
        assertThat(turn(true)).containsExactly(question);
        assertThat(inbox.empty()).isTrue();
    }
}
