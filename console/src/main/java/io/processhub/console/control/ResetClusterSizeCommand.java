package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code processhub reset-cluster-size}. */
@Command(
        name = "reset-cluster-size",
        mixinStandardHelpOptions = true,
        description =
                "Counts a majority from another number of nodes, and forgets the votes of nodes that are not there."
                        + " When this node has no quorum, those nodes must be stopped.")
final class ResetClusterSizeCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(paramLabel = "SIZE", description = "From how many nodes; not less than there are members.")
    private int size;

    ResetClusterSizeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (size < 1) {
            throw new BadInputException("SIZE: " + size + " must be positive");
        }
        try (AdminClient client = admin.open()) {
            var reset = client.resetClusterSize(size);
            if (admin.json()) {
                terminal.json(reset);
            } else {
                terminal.print("a majority is counted from " + reset.size() + " nodes");
            }
            return 0;
        }
    }
}
