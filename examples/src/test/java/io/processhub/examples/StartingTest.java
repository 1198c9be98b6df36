package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.examples.Starting.Rows;
import io.processhub.process.ProcessType;
import io.processhub.process.StartResult;
import io.processhub.spec.ProcessId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StartingTest {
    private static final ProcessType<Rows> UNREGISTERED = ProcessType.of("export", Rows.class);

    private final ProcessHub hub = ProcessHub.builder("imports")
            .process(Rows.IMPORT, () -> message -> message.reply(message.body(), 42))
            .start();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aStartGivesTheReference() {
        assertThat(Starting.startAndAsk(hub, Starting.spec())).contains(42);
        assertThat(Starting.startAndAsk(hub, UNREGISTERED.spec("export"))).isEmpty();
    }

    @Test
    void eachResultHasItsText() {
        var once = hub.start(Starting.spec()).join().result();
        var twice = hub.start(Starting.spec()).join().result();
        var unknown = hub.start(UNREGISTERED.spec("export")).join().result();

        assertThat(Starting.describe(once)).contains("runs on");
        assertThat(Starting.describe(twice)).contains("existed before");
        assertThat(Starting.describe(unknown)).contains("failed").contains("does not know the type 'export'");
    }

    @Test
    void aCallThatFailsInPartIsUndone() {
        var good = Rows.IMPORT.spec("good");

        var report = Starting.allOrNothing(hub, List.of(good, UNREGISTERED.spec("bad")))
                .join();

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.results()).first().isInstanceOf(StartResult.RolledBack.class);
        assertThat(hub.lookup(good.id())).isEmpty();
    }

    @Test
    void aStopOnAnotherNodeComesFirst() {
        try (var nodes = new TwoNodes(
                "imports", two -> two.process(Rows.IMPORT, () -> message -> message.reply(message.body(), 42)))) {
            ProcessHub alpha = nodes.hubs().getFirst();
            ProcessHub beta = nodes.hubs().getLast();
            alpha.start(Starting.spec()).join();
            alpha.stop(Starting.spec().id()).join();

            var started = Starting.startAfterOtherNodes(beta, Starting.spec()).join();

            assertThat(started.result()).isInstanceOf(StartResult.Started.class);
        }
    }

    @Test
    void aProcessThatCouldNotBeStoppedIsNamed() {
        hub.start(Starting.spec()).join();

        var problems = Starting.stop(hub, List.of(Starting.spec().id(), ProcessId.of("unknown")));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.id()).isEqualTo(ProcessId.of("unknown")));
    }
}
