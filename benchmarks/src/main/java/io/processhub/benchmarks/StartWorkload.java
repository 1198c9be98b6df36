package io.processhub.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Starts and stops N processes on several embedded nodes of this JVM, and kills a node. It measures two times: «await»
 * until the awaitable call has returned, and «all» until the registry of every node has the change. Arguments: nodes,
 * processes, rounds.
 */
public final class StartWorkload {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private StartWorkload() {}

    public static void main(String[] arguments) {
        int nodes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int processes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        System.out.println("nodes processes start_await_ms start_all_ms per_second stop_await_ms stop_all_ms "
                + "failover_ms start_cpu_us start_bytes");
        for (int round = 0; round < rounds; round++) {
            measure(nodes, processes);
        }
    }

    private static void measure(int nodes, int processes) {
        var network = EmbeddedNetwork.create(Environment.system());
        List<ProcessHub> hubs = new ArrayList<>(IntStream.range(0, nodes)
                .mapToObj(number -> open(network, number))
                .toList());
        List<ProcessSpec<Object>> specs = IntStream.range(0, processes)
                .mapToObj(number -> ProcessType.of("echo", Object.class).spec("process/" + number))
                .toList();

        Spent before = Spent.now();
        Times start = start(hubs, specs);
        Spent spent = Spent.now().since(before);
        long failover = killLast(hubs, network);
        Times stop = stop(hubs, specs.stream().map(ProcessSpec::id).toList());

        System.out.printf(
                "%d %d %d %d %d %d %d %d %d %d%n",
                nodes,
                processes,
                millis(start.await()),
                millis(start.all()),
                processes * 1_000_000_000L / start.await(),
                millis(stop.await()),
                millis(stop.all()),
                millis(failover),
                spent.cpuNanos() / 1_000 / processes,
                spent.bytes() / processes);
        hubs.forEach(hub -> hub.close(Duration.ZERO));
    }

    /** Nanoseconds until the call returned, and until the registry of every node had the change. */
    private record Times(long await, long all) {}

    /** Processor time, and bytes that were allocated, in this JVM. */
    private record Spent(long cpuNanos, long bytes) {
        static Spent now() {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            return new Spent(system.getProcessCpuTime(), threads.getTotalThreadAllocatedBytes());
        }

        Spent since(Spent before) {
            return new Spent(cpuNanos - before.cpuNanos, bytes - before.bytes);
        }
    }

    private static Times start(List<ProcessHub> hubs, List<ProcessSpec<Object>> specs) {
        long begin = System.nanoTime();
        StartReport report = hubs.getFirst()
                .startAll(specs, StartOptions.STANDARD.timeout(PATIENCE))
                .join();
        long await = System.nanoTime() - begin;
        require(report.ok(), "not all started: " + report.problems().size());
        until(() -> hubs.stream()
                .allMatch(hub -> hub.status().registry().processes() == specs.size()
                        && hub.status().registry().waiting() == 0));
        return new Times(await, System.nanoTime() - begin);
    }

    private static long killLast(List<ProcessHub> hubs, EmbeddedNetwork network) {
        ProcessHub victim = hubs.removeLast();
        long begin = System.nanoTime();
        network.crash(victim.self());
        until(() -> hubs.stream()
                .allMatch(hub -> hub.nodes().size() == hubs.size()
                        && hub.status().registry().waiting() == 0));
        return System.nanoTime() - begin;
    }

    private static Times stop(List<ProcessHub> hubs, List<ProcessId> ids) {
        long begin = System.nanoTime();
        boolean stopped =
                hubs.getFirst().stopAll(ids, new StopOptions(PATIENCE)).join().ok();
        long await = System.nanoTime() - begin;
        require(stopped, "not all stopped");
        until(() -> hubs.stream()
                .allMatch(hub -> hub.status().registry().processes() == 0
                        && hub.status().local().instances() == 0));
        return new Times(await, System.nanoTime() - begin);
    }

    private static ProcessHub open(EmbeddedNetwork network, int number) {
        return ProcessHub.builder("benchmark")
                .node(Node.join(network.open("n" + number)))
                .process(ProcessType.of("echo", Object.class), () -> message -> message.replyUntyped(message.body()))
                .start();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < deadline, "the registries did not change in time");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalStateException(complaint);
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
