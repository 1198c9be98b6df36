package io.processhub.console.node;

import java.io.IOException;

/** Ends this JVM when the process that launched it has ended for any reason. */
public final class Lifeline {
    private static final int ORPHANED = 3;

    private Lifeline() {}

    /**
     * Begins to watch, on a separate thread. The launcher holds the other end of the standard input and never writes to
     * it; when the launcher ends, the operating system closes it.
     */
    public static void hold() {
        Thread.ofPlatform().daemon().name("processhub-lifeline").start(() -> {
            waitForEnd();
            Runtime.getRuntime().halt(ORPHANED);
        });
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private static void waitForEnd() {
        try {
            while (System.in.read() >= 0) {
                // input is ignored; only its end matters
            }
        } catch (IOException broken) {
            System.err.println("the pipe to the launcher broke: " + broken.getMessage());
        }
    }
}
