package io.processhub.bench.contestant;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Counts what each of several receivers has handled. Each counter has one writer, and costs no locked instruction. */
public final class Counters {
    private final AtomicLong[] counts;

    /** Counters at zero. */
    public Counters(int receivers) {
        counts =
                IntStream.range(0, receivers).mapToObj(each -> new AtomicLong()).toArray(AtomicLong[]::new);
    }

    /** {@return how many receivers there are} */
    public int size() {
        return counts.length;
    }

    /** Called by the thread that runs this receiver now. */
    public void count(int receiver) {
        AtomicLong count = counts[receiver];
        count.setRelease(count.getPlain() + 1);
    }

    /** {@return what all have handled} */
    public long sum() {
        long sum = 0;
        for (AtomicLong count : counts) {
            sum += count.getAcquire();
        }
        return sum;
    }
}
