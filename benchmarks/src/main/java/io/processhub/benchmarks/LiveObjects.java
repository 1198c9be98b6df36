package io.processhub.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The objects that are reachable in this JVM, counted by class after a full collection. Unlike the use of the heap, the
 * count does not depend on the collector, so the difference of two of them is the same in every run. Immutable.
 *
 * @param classes what the objects of each class take together; sorted by name
 */
record LiveObjects(Map<String, Size> classes) {
    private static final Pattern LINE = Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

    /** What a collector puts into gaps. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    /** How many objects, and how many bytes. */
    record Size(long objects, long bytes) {
        static final Size NONE = new Size(0, 0);

        Size minus(Size other) {
            return new Size(objects - other.objects, bytes - other.bytes);
        }
    }

    /** Counts, which takes about as long as a full collection. */
    static LiveObjects now() {
        try {
            var diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
            String[] all = {};
            var histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(diagnostics, "gcClassHistogram", new Object[] {all}, new String[] {String[].class.getName()
                    });
            return parse(histogram);
        } catch (JMException refused) {
            throw new IllegalStateException("this JVM does not count its objects", refused);
        }
    }

    private static LiveObjects parse(String histogram) {
        Map<String, Size> sizes = new TreeMap<>();
        for (String line : histogram.lines().toList()) {
            Matcher found = LINE.matcher(line);
            if (found.find() && !found.group(3).contains(FILLER)) {
                sizes.put(found.group(3), new Size(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))));
            }
        }
        return new LiveObjects(sizes);
    }

    /** What has come since. */
    LiveObjects since(LiveObjects before) {
        Map<String, Size> more = new TreeMap<>();
        classes.forEach((name, size) -> more.put(name, size.minus(before.classes.getOrDefault(name, Size.NONE))));
        return new LiveObjects(more);
    }

    long bytes() {
        return classes.values().stream().mapToLong(Size::bytes).sum();
    }

    /** One line for each class of which there are at least so many objects or bytes, the largest first. */
    String table(long things) {
        return classes.entrySet().stream()
                .filter(one -> one.getValue().bytes() >= things)
                .sorted(Comparator.comparingLong(one -> -one.getValue().bytes()))
                .map(one -> "%8.2f B %6.2f  %s"
                        .formatted(
                                (double) one.getValue().bytes() / things,
                                (double) one.getValue().objects() / things,
                                one.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
