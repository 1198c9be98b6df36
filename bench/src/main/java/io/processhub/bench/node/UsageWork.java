package io.processhub.bench.node;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.processhub.bench.contestant.Idlers;
import io.processhub.bench.contestant.Member;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What this JVM has used, and what it keeps. */
final class UsageWork {
    private static final Path NETWORK = Path.of("/proc/net/dev");
    private static final int COLLECTIONS = 4;
    private static final int SENT_BYTES = 8;

    private static final AtomicLong BEGAN_AT = new AtomicLong();
    private static final AtomicLong THREADS_BEGAN_AT = new AtomicLong();

    private UsageWork() {}

    /** Called before the node does its first step: what the JVM has used until then is not the node's. */
    static void begin() {
        BEGAN_AT.set(cpuNanos());
        THREADS_BEGAN_AT.set(cpuOfThreadsNanos());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Of the Java threads that live; those that carry virtual threads are among them. */
    private static long cpuOfThreadsNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getAllThreadIds())
                .map(threads::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }

    /** Since the start of the JVM; bytes on the loopback device are those of all processes, where it can be read. */
    static Map<String, Double> usage(Member member, Order order) throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<String, Double> usage = new LinkedHashMap<>();
        usage.put("cpu_nanos", (double) cpuNanos());
        usage.put("cpu_of_node_nanos", (double) (cpuNanos() - BEGAN_AT.get()));
        usage.put("cpu_of_threads_nanos", (double) (cpuOfThreadsNanos() - THREADS_BEGAN_AT.get()));
        usage.put("allocated_bytes", (double) threads.getTotalThreadAllocatedBytes());
        usage.put("loopback_bytes", loopbackBytes());
        return usage;
    }

    private static double loopbackBytes() throws IOException {
        if (!Files.isReadable(NETWORK)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(NETWORK)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("lo:"))
                    .mapToDouble(
                            line -> Double.parseDouble(line.substring(3).strip().split("\\s+")[SENT_BYTES]))
                    .findFirst()
                    .orElse(0);
        }
    }

    static Map<String, Double> heap(Member member, Order order) {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            memory.gc();
        }
        return Map.of("heap_bytes", (double) memory.getHeapMemoryUsage().getUsed());
    }

    static Map<String, Double> idle(Member member, Order order) throws Exception {
        ((Idlers) member).idle(order.number("count"));
        return Map.of();
    }
}
