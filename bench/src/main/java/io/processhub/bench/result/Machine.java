package io.processhub.bench.result;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where it was measured.
 *
 * @param processor its model
 * @param cores that the JVM may use
 * @param memoryBytes of the machine
 * @param system operating system
 * @param java version of the JVM
 * @param load how many threads were ready to run in the minute before; negative when unknown
 */
public record Machine(String processor, int cores, long memoryBytes, String system, String java, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final double QUIET_LOAD_EACH = 0.25;

    /** {@return this machine now} */
    public static Machine here() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processor(system.getArch()),
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                system.getSystemLoadAverage());
    }

    private static String processor(String otherwise) {
        if (!Files.isReadable(PROCESSORS)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return whether nearly nothing else ran, so that the figures may be quoted} */
    public boolean quiet() {
        return load >= 0 && load <= QUIET_LOAD_EACH * cores;
    }
}
