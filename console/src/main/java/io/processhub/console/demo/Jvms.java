package io.processhub.console.demo;

import java.util.List;

/** The JVMs of a demo, whose end must not depend on how the demo ends. */
public interface Jvms {

    /**
     * Kills whatever runs, launches nothing more, and removes what was set up for them. Returns when it is gone.
     * Idempotent; may be called from any thread at any time.
     */
    void killAll();

    /** {@return where the logs are} */
    DemoFolder folder();

    /** {@return the end of every node's log, one line each with the node's name before it} */
    List<String> logTails();
}
