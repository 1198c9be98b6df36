package io.processhub.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgendaTest {
    private static final long BEGIN = -17;

    private final Agenda agenda = new Agenda();
    private final List<String> done = new ArrayList<>();

    AgendaTest() {
        agenda.turn(BEGIN);
    }

    private void in(long nanos, String what) {
        agenda.in(Duration.ofNanos(nanos), () -> done.add(what));
    }

    private List<String> doneAt(long nanos) {
        agenda.turn(BEGIN + nanos);
        agenda.runDue();
        return done;
    }

    @Test
    void tasksRunWhenTheyAreDueInOrderOfTime() {
        in(20, "later");
        in(10, "sooner");
        in(30, "last");

        assertThat(doneAt(9)).isEmpty();
        assertThat(doneAt(20)).containsExactly("sooner", "later");
        assertThat(doneAt(30)).containsExactly("sooner", "later", "last");
    }

    @Test
    void tasksOfOneTimeRunInTheOrderTheyWereGiven() {
        in(10, "a");
        in(10, "b");
        in(10, "c");

        assertThat(doneAt(10)).containsExactly("a", "b", "c");
    }

    @Test
    void aTaskThatIsDueAtOnceRunsInTheSameTurn() {
        agenda.in(Duration.ofNanos(5), () -> in(0, "follows"));

        assertThat(doneAt(5)).containsExactly("follows");
    }

    @Test
    void aRepeatedTaskRunsAfterEachPause() {
        agenda.every(Duration.ofNanos(10), () -> done.add("tick"));

        assertThat(doneAt(9)).isEmpty();
        assertThat(doneAt(10)).hasSize(1);
        assertThat(doneAt(19)).hasSize(1);
        assertThat(doneAt(20)).hasSize(2);
    }

    @Test
    void timeDoesNotGoBack() {
        in(10, "a");
        agenda.turn(BEGIN + 10);
        agenda.turn(BEGIN + 3);

        assertThat(agenda.nanos()).isEqualTo(10);
        assertThat(agenda.since(4)).isEqualTo(Duration.ofNanos(6));
    }

    @Test
    void aWakeUpIsAskedForOnceUntilSomethingIsDueSooner() {
        assertThat(agenda.next()).isNull();
        in(20, "a");

        assertThat(agenda.next()).isEqualTo(Duration.ofNanos(20));
        assertThat(agenda.next()).isNull();

        in(30, "b");
        assertThat(agenda.next()).isNull();

        in(10, "c");
        assertThat(agenda.next()).isEqualTo(Duration.ofNanos(10));
    }

    @Test
    void afterARunTheNextWakeUpIsAskedForAgain() {
        in(10, "a");
        in(30, "b");
        agenda.next();

        doneAt(10);

        assertThat(agenda.next()).isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void aWakeUpThatCameTooEarlyIsAskedForAgain() {
        in(10, "a");
        agenda.next();

        doneAt(9);

        assertThat(agenda.next()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void whatIsDueIsNeverAskedForInThePast() {
        in(10, "a");

        agenda.turn(BEGIN + 50);

        assertThat(agenda.next()).isEqualTo(Duration.ZERO);
    }

    @Test
    void forEverIsATimeLikeAnyOther() {
        agenda.in(Duration.ofSeconds(Long.MAX_VALUE), () -> done.add("never"));
        in(10, "soon");

        assertThat(doneAt(Duration.ofDays(365).toNanos())).containsExactly("soon");
    }
}
