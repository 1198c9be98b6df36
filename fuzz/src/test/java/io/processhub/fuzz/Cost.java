package io.processhub.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What it costs to read an input. Stateless. */
public final class Cost {
    /** For an exception with its stack trace, and for what instrumented code allocates besides. */
    private static final long BYTES_MAX = 128 << 10;

    private static final long BYTES_MAX_EACH = 256;
    private static final long NANOS_MAX = 1_000_000_000;

    /** The first run also loads classes, so one excess proves nothing. */
    private static final int ATTEMPTS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Cost() {}

    /**
     * Runs what reads an input, and asserts that it neither allocates out of proportion to the input nor takes long.
     *
     * @param input its bytes
     * @param reading does the same each time
     */
    public static void bounded(byte[] input, Runnable reading) {
        bounded(input, 0, reading);
    }

    /**
     * Does the same for what allocates something whatever the input is.
     *
     * @param input its bytes
     * @param besides how many bytes it may allocate in addition
     * @param reading does the same each time
     */
    public static void bounded(byte[] input, long besides, Runnable reading) {
        long bytesMax = besides + BYTES_MAX + BYTES_MAX_EACH * input.length;
        long allocated = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && (allocated > bytesMax || nanos > NANOS_MAX); i++) {
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long nanosBefore = THREADS.getCurrentThreadCpuTime();
            reading.run();
            nanos = Math.min(nanos, THREADS.getCurrentThreadCpuTime() - nanosBefore);
            allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        assertThat(allocated).as("bytes allocated for %s bytes", input.length).isLessThanOrEqualTo(bytesMax);
        assertThat(nanos).as("nanoseconds of the processor").isLessThanOrEqualTo(NANOS_MAX);
    }
}
