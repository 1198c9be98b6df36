package io.processhub.console.terminal;

import io.processhub.console.demo.Progress;
import java.io.PrintWriter;

/**
 * Shows the progress of a command: on a terminal a line that grows and is then replaced by its outcome, elsewhere one
 * line for each step. Not thread-safe; confined to one thread.
 */
public final class StepDisplay implements Progress, AutoCloseable {
    private static final int BAR = 24;
    private static final String ERASE = "\r\033[K";

    private final PrintWriter to;
    private final boolean live;
    private String step = "";

    /**
     * Creates an empty display.
     *
     * @param terminal the terminal to write to
     * @param json whether the results are JSON; then steps are written to the standard error
     */
    public StepDisplay(Terminal terminal, boolean json) {
        this.to = json ? terminal.err() : terminal.out();
        this.live = terminal.interactive() && !json;
    }

    @Override
    public void begin(String next) {
        step = next;
        if (live) {
            draw("  " + step + " …");
        }
    }

    @Override
    public void advance(int done, int total) {
        if (live && total > 0) {
            int filled = Math.clamp((long) done * BAR / total, 0, BAR);
            draw("  " + step + " [" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + done + "/" + total);
        }
    }

    @Override
    public void end(String outcome) {
        if (live) {
            draw("");
        }
        to.println("✓ " + step + ": " + outcome);
        to.flush();
        step = "";
    }

    private void draw(String line) {
        to.print(ERASE + line);
        to.flush();
    }

    /** Prints the step that has not ended, if there is one. */
    @Override
    public void close() {
        if (!step.isEmpty()) {
            if (live) {
                draw("");
            }
            to.println("✗ " + step);
            to.flush();
        }
    }
}
