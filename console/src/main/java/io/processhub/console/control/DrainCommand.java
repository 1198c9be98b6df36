package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.Timeouts;
import io.processhub.console.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code processhub drain}. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = "Lets a node hand its processes over and leave the hub; exit code 1 when it did not.")
final class DrainCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(paramLabel = "NODE", description = "Name of the node; any node may be asked to drain any other.")
    private String node = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the others have to take its processes over. Default: 30.")
    private int timeoutSeconds = 30;

    DrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration grace = Timeouts.seconds(timeoutSeconds);
        try (AdminClient client = admin.open()) {
            var drained = client.drain(node, grace);
            if (admin.json()) {
                terminal.json(drained);
            } else {
                terminal.print(drained.text());
            }
            return drained.gone() ? 0 : 1;
        }
    }
}
