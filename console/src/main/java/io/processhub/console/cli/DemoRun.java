package io.processhub.console.cli;

import io.processhub.console.cut.UnavailableException;
import io.processhub.console.demo.Jvms;
import io.processhub.console.demo.Progress;
import io.processhub.console.terminal.StepDisplay;
import io.processhub.console.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Plays a demo, and leaves no JVM behind, however it ends.
 *
 * @param terminal shows what happens
 * @param json whether the report is shown as JSON
 */
record DemoRun(Terminal terminal, boolean json) {
    private static final int FAILED = 1;
    private static final int UNAVAILABLE = 3;
    private static final int INTERRUPTED = 130;

    /**
     * What a demo has found.
     *
     * @param ok whether everything held
     * @param report as JSON
     * @param text for people
     */
    record Result(boolean ok, Object report, Supplier<List<String>> text) {}

    /**
     * Plays it.
     *
     * @param jvms where it plays
     * @param demo what it plays
     * @return the exit code
     */
    int play(Jvms jvms, Function<Progress, Result> demo) {
        var guard = new Thread(() -> abandon(jvms), "processhub-demo-guard");
        Runtime.getRuntime().addShutdownHook(guard);
        Optional<Result> result = Optional.empty();
        String lacking = "";
        try (var progress = new StepDisplay(terminal, json)) {
            result = Optional.of(demo.apply(progress));
        } catch (UnavailableException unavailable) {
            lacking = String.valueOf(unavailable.getMessage());
        } finally {
            jvms.killAll();
        }
        if (shutsDown(guard)) {
            terminal.complain("interrupted; all nodes are killed");
            return INTERRUPTED;
        }
        return result.isPresent() ? finish(result.get(), jvms) : unavailable(lacking, jvms);
    }

    private int unavailable(String lacking, Jvms jvms) {
        jvms.folder().delete();
        terminal.complain("processhub: this machine cannot play the demo: " + lacking);
        return UNAVAILABLE;
    }

    /** Whether the JVM is shutting down, in which case its shutdown hook cannot be removed. */
    private static boolean shutsDown(Thread guard) {
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
            return false;
        } catch (IllegalStateException alreadyRunning) {
            return true;
        }
    }

    private static void abandon(Jvms jvms) {
        jvms.killAll();
        jvms.folder().delete();
    }

    private int finish(Result result, Jvms jvms) {
        if (result.ok()) {
            jvms.folder().delete();
        } else {
            jvms.logTails().forEach(terminal::complain);
            terminal.complain("the complete logs are in " + jvms.folder().path());
        }
        if (json) {
            terminal.json(result.report());
        } else {
            result.text().get().forEach(terminal::print);
        }
        return result.ok() ? 0 : FAILED;
    }
}
