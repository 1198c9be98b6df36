package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code processhub explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Explains why a process runs where it runs, or why it does not run.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Id of the process.")
    private String id = "";

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (AdminClient client = admin.open()) {
            var explained = client.explain(id);
            if (admin.json()) {
                terminal.json(explained);
            } else {
                explained.text().lines().forEach(terminal::print);
            }
            return 0;
        }
    }
}
