package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.SpecLine;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Timeouts;
import io.processhub.console.input.Wanted;
import io.processhub.console.terminal.Terminal;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub start}. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Starts the processes of a spec file, or a single one.")
final class StartCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Option(
            names = "--specs",
            paramLabel = "FILE",
            description = "File in JSON Lines: id, type, argument, tag, labels, restart.")
    private @Nullable Path specs;

    @Option(names = "--id", paramLabel = "ID", description = "Id of a single process.")
    private @Nullable String id;

    @Option(names = "--type", paramLabel = "TYPE", description = "Type of the process, such as clock.")
    private @Nullable String type;

    @Option(
            names = "--argument",
            paramLabel = "TEXT",
            description = "Its argument; JSON where its type takes a record.")
    private String argument = "";

    @Option(names = "--tag", paramLabel = "TAG", description = "Its tag.")
    private String tag = "";

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label of it; may be repeated.")
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--keep-existing",
            description = "Starts the processes that do not exist yet; otherwise existing ones make the command fail.")
    private boolean keepExisting;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for the nodes. Default: 60.")
    private int timeoutSeconds = 60;

    StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration timeout = Timeouts.seconds(timeoutSeconds);
        byte[] lines = specs == null ? single() : file(specs);
        String source = specs == null ? "--id" : specs.toString();
        try (AdminClient client = admin.open()) {
            var outcome = client.start(source, lines, keepExisting, timeout);
            if (admin.json()) {
                terminal.json(outcome);
            } else {
                terminal.print(outcome.started() + " started, " + outcome.existing() + " existed, " + outcome.failed()
                        + " failed");
            }
            outcome.problems().forEach(terminal::complain);
            return outcome.failed() == 0 ? 0 : 1;
        }
    }

    private byte[] file(Path file) {
        if (id != null || type != null) {
            throw new BadInputException("--specs and --id exclude each other; give one of them");
        }
        return SpecReader.bytes("--specs", file);
    }

    private byte[] single() {
        if (id == null || type == null) {
            throw new BadInputException("nothing to start; give --specs FILE, or --id ID and --type TYPE");
        }
        try {
            var wanted = new Wanted(
                    ProcessSpec.untyped(new ProcessId(id), type).argument(argument), new Metadata(tag, labels));
            return new SpecLine().write(wanted).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
