package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.admin.AdminException;
import io.processhub.console.admin.Replies;
import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Terminal;
import io.processhub.console.terminal.Words;
import io.processhub.environment.Environment;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Prints a line whenever the nodes of the hub, or what they run, have changed.")
final class WatchCommand implements Callable<Integer> {
    private static final int INTERVAL_SECONDS_MAX = 3_600;
    private static final int NODES_MAX = 3;

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Option(names = "--interval", paramLabel = "SECONDS", description = "Pause between two looks. Default: 1.")
    private int intervalSeconds = 1;

    @Option(names = "--looks", paramLabel = "N", description = "Ends after so many looks. Default: never.")
    private int looks = Integer.MAX_VALUE;

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What one look saw.
     *
     * @param processes how many are wanted
     * @param waiting how many of them do not run
     * @param redistributing whether processes are on their way to other nodes
     * @param nodes with how many processes each runs
     */
    private record Seen(int processes, int waiting, boolean redistributing, List<Replies.NodeRow> nodes) {}

    @Override
    public Integer call() {
        checked("--interval", intervalSeconds, INTERVAL_SECONDS_MAX);
        checked("--looks", looks, Integer.MAX_VALUE);
        try (AdminClient client = admin.open()) {
            Seen before = look(client);
            show(before);
            for (int number = 1; number < looks && !Thread.interrupted(); number++) {
                LockSupport.parkNanos(Duration.ofSeconds(intervalSeconds).toNanos());
                before = lookAgain(client, before);
            }
            return 0;
        }
    }

    private static void checked(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new BadInputException(option + ": " + value + " must be between 1 and " + max);
        }
    }

    /** The node may be one of those that go and come back, so what has been watched once is watched on. */
    private Seen lookAgain(AdminClient client, Seen before) {
        try {
            Seen now = look(client);
            if (!now.equals(before)) {
                show(now);
            }
            return now;
        } catch (AdminException unreachable) {
            terminal.complain(time() + "  " + unreachable.getMessage());
            return before;
        }
    }

    private static Seen look(AdminClient client) {
        var status = client.status();
        return new Seen(
                status.registry().processes(),
                status.registry().waiting(),
                status.membership().redistributing(),
                client.nodes());
    }

    private void show(Seen seen) {
        if (admin.json()) {
            terminal.json(seen);
            return;
        }
        String nodes = seen.nodes().stream()
                .limit(NODES_MAX)
                .map(node -> node.node().replaceFirst("#.*", "") + ' ' + node.processes())
                .collect(Collectors.joining(", "));
        int more = seen.nodes().size() - NODES_MAX;
        terminal.print(time() + "  "
                + Words.count(seen.nodes().size(), "node") + ", "
                + Words.count(seen.processes(), "process") + ", "
                + seen.waiting() + " waiting" + (seen.redistributing() ? ", redistributing" : "") + ": " + nodes
                + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String time() {
        return Environment.system()
                .now()
                .atZone(ZoneId.systemDefault())
                .toLocalTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_LOCAL_TIME);
    }
}
