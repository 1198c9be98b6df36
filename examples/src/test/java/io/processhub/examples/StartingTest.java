package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessType;
import io.processhub.process.StartResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StartingTest {
    private final ProcessHub hub = ProcessHub.builder("imports")
            .process(ProcessType.of("import", String.class), () -> message -> message.replyUntyped("done"))
            .start();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void eachOutcomeIsToldApart() {
        var once = hub.start(Starting.spec()).join().result();
        var twice = hub.start(Starting.spec()).join().result();
        var unknown = hub.start(ProcessType.of("export", String.class).spec("export"))
                .join()
                .result();

        assertThat(Starting.describe(once)).contains("runs on");
        assertThat(Starting.describe(twice)).contains("was there before");
        assertThat(Starting.describe(unknown)).contains("failed").contains("'export' is not registered");
    }

    @Test
    void aCallThatFailsInPartIsUndone() {
        var good = ProcessType.of("import", String.class).spec("good");
        var bad = ProcessType.of("unheard-of", String.class).spec("bad");

        var report = Starting.allOrNothing(hub, List.of(good, bad)).join();

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.results()).first().isInstanceOf(StartResult.RolledBack.class);
        assertThat(hub.lookup(good.id())).isEmpty();
    }

    @Test
    void whatCouldNotBeStoppedIsNamed() {
        hub.start(Starting.spec()).join().result();

        var problems = Starting.stop(hub, List.of(Starting.spec().id(), ProcessId.of("nobody")));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.id()).isEqualTo(ProcessId.of("nobody")));
    }
}
