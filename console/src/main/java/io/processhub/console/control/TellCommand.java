package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code processhub tell}. */
@Command(
        name = "tell",
        mixinStandardHelpOptions = true,
        description = "Sends a message to a process and does not wait for a reply.")
final class TellCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the process.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "MESSAGE",
            description =
                    "Text, such as 'add' to a counter; JSON, such as '{\"Deposit\":{\"cents\":5}}' to an account.")
    private String message = "";

    TellCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (AdminClient client = admin.open()) {
            var sent = client.tell(id, message);
            if (admin.json()) {
                terminal.json(sent);
            } else {
                terminal.print("sent to " + sent.id());
            }
            return 0;
        }
    }
}
