package io.processhub.console.cli;

import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Weights;
import io.processhub.console.node.NodeSettings;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --weight}, {@code --zone} and {@code --label}, for the command that runs a node. */
final class PlaceOptions {
    @Option(
            names = "--weight",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Its share of the processes relative to other nodes; 0 for none. Default: ${DEFAULT-VALUE}.")
    private String weight = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "What it shares its fate with, such as a rack.")
    private String zone = "";

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "A label of the node, which processes may require or prefer; may be repeated.")
    private Map<String, String> labels = Map.of();

    NodeSettings.Place place() {
        try {
            return new NodeSettings.Place(Weights.parse(weight), zone, labels);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException("--weight, --zone or --label: " + wrong.getMessage(), wrong);
        }
    }
}
