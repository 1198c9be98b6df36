package io.processhub.console.cli;

import io.processhub.console.input.Replicas;
import picocli.CommandLine.Option;

/** {@code --replicas} and {@code --model}, for commands that run nodes. */
final class ReplicasOption {
    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of copies of each process, on different nodes. Default: ${DEFAULT-VALUE}.")
    private int copies = 1;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "active-passive",
            description = "Which copies are active: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Replicas.Model model = Replicas.Model.ACTIVE_PASSIVE;

    Replicas replicas() {
        return new Replicas(copies, model);
    }
}
