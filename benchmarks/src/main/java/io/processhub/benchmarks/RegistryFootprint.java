package io.processhub.benchmarks;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Prints what an idle process takes on the heap of the node that runs it, and what its entry takes in the registry of
 * another node: once where the other node only reads, once where it is the one that has started the process. Argument:
 * how many processes.
 *
 * <p>Both hubs are in this JVM. The difference between a hub alone and two hubs is what the second one takes; the id of
 * a process, which is a text of its own on each node, does not count.
 */
public final class RegistryFootprint {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ProcessType<Object> TYPE = ProcessType.of("echo", Object.class);

    /** A text of 9 to 16 Latin characters, the array in it, and the id around it. */
    private static final int ID_BYTES = 24 + 32 + 16;

    private RegistryFootprint() {}

    public static void main(String[] arguments) {
        int processes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        Footprint footprint = measure(processes);
        System.out.println(footprint.table());
    }

    /**
     * What one process takes.
     *
     * @param processes how many were started
     * @param host the objects on the node that runs them
     * @param reader the objects on a node that knows them
     * @param caller the objects on a node that has started them on another one
     */
    record Footprint(int processes, LiveObjects host, LiveObjects reader, LiveObjects caller) {
        double hosted() {
            return each(host);
        }

        double read() {
            return each(reader) - ID_BYTES;
        }

        double called() {
            return each(caller) - ID_BYTES;
        }

        private double each(LiveObjects objects) {
            return (double) objects.bytes() / processes;
        }

        String table() {
            return part("idle process on its host", hosted(), host)
                    + part("entry without its id on another node", read(), reader)
                    + part("the same on the node that started it", called(), caller);
        }

        private String part(String what, double bytes, LiveObjects objects) {
            return "%s: %.0f B%n%s%n".formatted(what, bytes, objects.table(processes));
        }
    }

    static Footprint measure(int processes) {
        count(processes, List.of(1.0), 0); // loads classes, and makes room that the JVM keeps, such as for threads
        LiveObjects host = count(processes, List.of(1.0), 0);
        LiveObjects read = count(processes, List.of(1.0, 0.0), 0);
        LiveObjects called = count(processes, List.of(1.0, 0.0), 1);
        return new Footprint(processes, host, read.since(host), called.since(host));
    }

    /** What processes take on hubs of these weights together, when one of the hubs has started them. */
    private static LiveObjects count(int processes, List<Double> weights, int caller) {
        var network = EmbeddedNetwork.create(Environment.system());
        List<ProcessHub> hubs = IntStream.range(0, weights.size())
                .mapToObj(number -> open(network, number, weights.get(number)))
                .toList();
        try {
            await(hubs, hub -> hub.nodes().size() == hubs.size());
            LiveObjects before = settled();
            start(hubs.get(caller), processes);
            await(
                    hubs,
                    hub -> hub.status().registry().processes() == processes
                            && hub.status().registry().waiting() == 0);
            return settled().since(before);
        } finally {
            hubs.forEach(hub -> hub.close(Duration.ZERO));
        }
    }

    /**
     * Counts when the number does not fall any more: a thread that has passed on what it held, such as the answer to a
     * call, may hold it for a moment longer. No count is held meanwhile, because the next one would contain it.
     */
    private static LiveObjects settled() {
        long bytes = Long.MAX_VALUE;
        for (long next = LiveObjects.now().bytes();
                next < bytes;
                next = LiveObjects.now().bytes()) {
            bytes = next;
        }
        return LiveObjects.now();
    }

    private static ProcessHub open(EmbeddedNetwork network, int number, double weight) {
        return ProcessHub.builder("footprint")
                .node(Node.join(network.open("n" + number)))
                .weight(weight)
                .process(TYPE, () -> message -> {})
                .start();
    }

    private static void start(ProcessHub hub, int processes) {
        List<ProcessSpec<Object>> specs = IntStream.range(0, processes)
                .mapToObj(number -> TYPE.spec("process/" + number))
                .toList();
        StartReport report =
                hub.startAll(specs, StartOptions.STANDARD.timeout(PATIENCE)).join();
        require(report.ok(), "not all started: " + report.problems().size());
    }

    private static void await(List<ProcessHub> hubs, Predicate<ProcessHub> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!hubs.stream().allMatch(condition)) {
            require(System.nanoTime() < deadline, "the registries did not change in time");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalStateException(complaint);
        }
    }
}
