package io.processhub.examples;

import io.processhub.process.ProcessType;
import io.processhub.process.ProcessType.Threads;
import java.util.concurrent.ExecutorService;

/** Processes that compute for long. */
interface Computing {
    // tag::threads[]
    /** Computes for minutes, on a platform thread of its own. */
    ProcessType<String> OWN_THREAD = ProcessType.of("render", String.class).threads(Threads.PLATFORM);

    /** At most as many at the same time as the pool has threads; the rest wait for their turns. */
    static ProcessType<String> bounded(ExecutorService pool) {
        return ProcessType.of("encode", String.class).threads(Threads.pool(pool));
    }
    // end::threads[]
}
