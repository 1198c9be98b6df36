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

/** {@code processhub ask}. */
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = "Sends a message to a process and prints its reply.")
final class AskCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the process.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "MESSAGE",
            description = "Text, such as 'time' to a clock; JSON, such as '{\"Deposit\":{\"cents\":5}}' to an account.")
    private String message = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for the reply. Default: 5.")
    private int timeoutSeconds = 5;

    AskCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration timeout = Timeouts.seconds(timeoutSeconds);
        try (AdminClient client = admin.open()) {
            var answer = client.ask(id, message, timeout);
            if (admin.json()) {
                terminal.json(answer);
            } else {
                terminal.print(answer.text());
            }
            return 0;
        }
    }
}
