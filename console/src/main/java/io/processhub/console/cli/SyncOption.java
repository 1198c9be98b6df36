package io.processhub.console.cli;

import io.processhub.console.input.Sync;
import picocli.CommandLine.Option;

/** {@code --sync}, for all commands that run nodes. */
final class SyncOption {
    @Option(
            names = "--sync",
            paramLabel = "STRATEGY",
            defaultValue = "pubsub",
            description =
                    "How nodes synchronize their registries: ${COMPLETION-CANDIDATES}." + " Default: ${DEFAULT-VALUE}.")
    private Sync sync = Sync.PUBSUB;

    Sync strategy() {
        return sync;
    }
}
