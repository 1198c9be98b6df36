package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.StartResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StartingTest {
    private final ProcessHub hub = ProcessHub.builder("imports")
            .process("import", () -> message -> message.reply("done"))
            .start();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void eachOutcomeIsToldApart() {
        var once = hub.start(Starting.spec()).join();
        var twice = hub.start(Starting.spec()).join();
        var unknown = hub.start(ProcessSpec.of("export", "export")).join();

        assertThat(Starting.describe(once)).contains("runs on");
        assertThat(Starting.describe(twice)).contains("was there before");
        assertThat(Starting.describe(unknown)).contains("failed").contains("'export' is not registered");
    }

    @Test
    void aCallThatFailsInPartIsUndone() {
        var good = ProcessSpec.of("good", "import");
        var bad = ProcessSpec.of("bad", "unheard-of");

        var report = Starting.allOrNothing(hub, List.of(good, bad)).join();

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.results()).first().isInstanceOf(StartResult.RolledBack.class);
        assertThat(hub.lookup(good.id())).isEmpty();
    }

    @Test
    void whatCouldNotBeStoppedIsNamed() {
        hub.start(Starting.spec()).join();

        var problems = Starting.stop(hub, List.of(Starting.spec().id(), ProcessId.of("nobody")));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.id()).isEqualTo(ProcessId.of("nobody")));
    }
}
