package io.processhub.bench.workload;

import io.processhub.console.input.BadInputException;
import java.util.List;
import java.util.stream.Collectors;

/** All workloads, in the order in which they are measured. */
public final class Workloads {
    /** All of them. */
    public static final List<Workload> ALL = List.of(
            new StartWorkload(),
            new LookupWorkload(),
            new TagWorkload(),
            new TellWorkload(),
            new AskWorkload(),
            new RemoteWorkload(),
            new HeapWorkload(),
            new FailoverWorkload(),
            new JoinWorkload(),
            new RestWorkload());

    private Workloads() {}

    /** {@return their names, separated by commas} */
    public static String names() {
        return ALL.stream().map(Workload::name).collect(Collectors.joining(", "));
    }

    /**
     * The chosen ones; all when none is chosen.
     *
     * @throws BadInputException when a name is unknown
     */
    public static List<Workload> named(List<String> names) {
        return names.isEmpty()
                ? ALL
                : names.stream().distinct().map(Workloads::named).toList();
    }

    private static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException("bench: '" + name + "' is no workload; choose of " + names()));
    }
}
