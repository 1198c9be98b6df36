package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.cut.UnavailableException;
import io.processhub.console.demo.DemoFolder;
import io.processhub.console.demo.Jvms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: whatever becomes of a demo, its nodes are killed, and the exit code says what it was. */
final class DemoRunTest {
    private final Screen screen = new Screen();
    private final NoJvms jvms = new NoJvms();
    private final DemoRun run = new DemoRun(screen.terminal(), false);

    /** Counts how often it is killed. */
    private static final class NoJvms implements Jvms {
        private final DemoFolder folder = DemoFolder.create();
        private int killed;

        @Override
        public void killAll() {
            killed++;
        }

        @Override
        public DemoFolder folder() {
            return folder;
        }

        @Override
        public List<String> logTails() {
            return List.of("n1 | last words");
        }
    }

    private static DemoRun.Result result(boolean ok) {
        return new DemoRun.Result(ok, "report", () -> List.of("text"));
    }

    @Test
    void aSuccessLeavesNothingBehind() {
        assertThat(run.play(jvms, progress -> result(true))).isZero();

        assertThat(screen.out()).isEqualToIgnoringNewLines("text");
        assertThat(screen.err()).isEmpty();
        assertThat(jvms.killed).isEqualTo(1);
        assertThat(jvms.folder.path()).doesNotExist();
    }

    @Test
    void aFailureKeepsTheLogs() {
        assertThat(run.play(jvms, progress -> result(false))).isEqualTo(1);

        assertThat(screen.err()).contains("n1 | last words", "the complete logs are in " + jvms.folder.path());
        assertThat(jvms.killed).isEqualTo(1);
        assertThat(jvms.folder.path()).exists();
        jvms.folder.delete();
    }

    @Test
    void aMachineThatCannotPlayIsDistinguishedFromAFailure() {
        int code = run.play(jvms, progress -> {
            throw new UnavailableException("needs root");
        });

        assertThat(code).isEqualTo(3);
        assertThat(screen.err()).isEqualToIgnoringNewLines("processhub: this machine cannot play the demo: needs root");
        assertThat(jvms.killed).isEqualTo(1);
        assertThat(jvms.folder.path()).doesNotExist();
    }
}
