package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Timeouts;
import io.processhub.console.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code processhub stop}. */
@Command(name = "stop", mixinStandardHelpOptions = true, description = "Stops processes on all nodes, permanently.")
final class StopCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of the processes.")
    private List<String> ids = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for the nodes. Default: 60.")
    private int timeoutSeconds = 60;

    StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration timeout = Timeouts.seconds(timeoutSeconds);
        var distinct = new LinkedHashSet<String>();
        for (String id : ids) {
            if (!distinct.add(id)) {
                throw new BadInputException("id " + id + " is given twice; give each one once");
            }
        }
        try (AdminClient client = admin.open()) {
            var outcome = client.stop(distinct, timeout);
            if (admin.json()) {
                terminal.json(outcome);
            } else {
                terminal.print(outcome.stopped() + " stopped, " + outcome.failed() + " not");
            }
            outcome.problems().forEach(terminal::complain);
            return outcome.failed() == 0 ? 0 : 1;
        }
    }
}
