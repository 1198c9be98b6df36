package io.processhub.console.cli;

import io.processhub.console.admin.AdminException;
import io.processhub.console.control.ControlCommands;
import io.processhub.console.demo.TrainingRun;
import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The entry point. Exit codes: 0 success, 1 a check failed or something was not found, 2 invalid input and nothing was
 * started.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        var line = new CommandLine(new Root());
        commands(terminal, arguments).forEach((name, command) -> line.addSubcommand(name, command.get()));
        line.setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> complain(terminal, wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> complain(terminal, failure));
        return line.execute(arguments);
    }

    /** Only the given one, if it is one: to describe the others to the parser would take longer than to run it. */
    private static Map<String, Supplier<Object>> commands(Terminal terminal, String... arguments) {
        Map<String, Supplier<Object>> all = commands(terminal);
        Supplier<Object> given = arguments.length == 0 ? null : all.get(arguments[0]);
        return given == null ? all : Map.of(arguments[0], given);
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("demo", () -> new DemoCommand(terminal));
        commands.put("node", NodeCommand::new);
        commands.put("certify", () -> new CertifyCommand(terminal));
        commands.put("simulate", () -> new SimulateCommand(terminal));
        commands.putAll(ControlCommands.by(terminal));
        commands.put("training-run", TrainingRun::new);
        return commands;
    }

    private static int complain(Terminal terminal, ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.complain(command + ": " + reason(wrong) + "; see ./" + command + " --help");
        return BAD_INPUT;
    }

    /** An unknown command is answered with the one that it resembles most, if there is one. */
    private static String reason(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && wrong.getCommandLine().getParent() == null
                && !unmatched.isUnknownOption()) {
            String given = unmatched.getUnmatched().getFirst();
            String nearest = Nearest.of(
                            given, wrong.getCommandLine().getSubcommands().keySet())
                    .map(name -> ", did you mean " + name + '?')
                    .orElse("");
            return '\'' + given + "' is no command" + nearest;
        }
        return firstLine(wrong);
    }

    private static int complain(Terminal terminal, Exception failure) throws Exception {
        int code = switch (failure) {
            case BadInputException bad -> BAD_INPUT;
            case AdminException refused -> refused.notFound() ? FAILED : BAD_INPUT;
            default -> throw failure;
        };
        terminal.complain("processhub: " + failure.getMessage());
        return code;
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** The top-level command. */
    @Command(
            name = "processhub",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Runs and controls nodes that run named processes across a cluster.",
            footer = "%nTo begin, run: ./processhub demo")
    private static final class Root implements Runnable {
        @CommandLine.Spec
        private CommandSpec self = CommandSpec.create();

        @Override
        public void run() {
            self.commandLine().usage(self.commandLine().getOut());
        }
    }

    /** The version, read from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"ProcessHub " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
