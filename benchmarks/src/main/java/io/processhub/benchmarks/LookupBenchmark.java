package io.processhub.benchmarks;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A lookup by id in a hub's registry, compared with one in a plain map with the same keys. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LookupBenchmark {
    @Param({"100000"})
    public int processes;

    private final Map<ProcessId, Registration> plain = new ConcurrentHashMap<>();
    private ProcessId[] ids;
    private ProcessHub hub;

    @Setup(Level.Trial)
    public void start() {
        var network = EmbeddedNetwork.create(Environment.system());
        hub = ProcessHub.builder("lookup")
                .node(Node.join(network.open("a")))
                .process(ProcessType.of("quiet", Object.class), () -> message -> {})
                .start();
        List<ProcessSpec<Object>> specs = IntStream.range(0, processes)
                .mapToObj(number -> ProcessType.of("quiet", Object.class).spec("process/" + number))
                .toList();
        hub.startAll(specs, StartOptions.STANDARD.timeout(Duration.ofMinutes(2)))
                .join();
        hub.snapshot().forEach(found -> plain.put(found.id(), found));
        ids = specs.stream().map(spec -> new ProcessId(spec.id().value())).toArray(ProcessId[]::new);
    }

    @TearDown(Level.Trial)
    public void stop() {
        hub.close(Duration.ZERO);
    }

    private ProcessId any() {
        return ids[ThreadLocalRandom.current().nextInt(ids.length)];
    }

    @Benchmark
    public Optional<Registration> lookup() {
        return hub.lookup(any());
    }

    @Benchmark
    public @Nullable Registration plainMap() {
        return plain.get(any());
    }
}
