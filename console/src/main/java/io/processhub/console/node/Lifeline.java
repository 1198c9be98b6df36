package io.processhub.console.node;

import java.io.IOException;

/** Ends this JVM when the process that launched it is gone, however that came about. */
public final class Lifeline {
    private static final int ORPHANED = 3;

    private Lifeline() {}

    /**
     * Begins to watch, on a thread of its own. The launcher holds the other end of the standard input and never writes;
     * the operating system closes it in any case.
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
                // whatever is written has no meaning
            }
        } catch (IOException broken) {
            System.err.println("the pipe to the launcher broke: " + broken.getMessage());
        }
    }
}
