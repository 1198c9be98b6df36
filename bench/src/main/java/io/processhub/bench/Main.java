package io.processhub.bench;

import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The entry point of {@code ./processhub bench}. */
public final class Main {
    private static final int BAD_INPUT = 2;

    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param arguments those after {@code bench}
     */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        return new CommandLine(new BenchCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler((wrong, given) -> complain(terminal, wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> complain(terminal, failure))
                .execute(arguments);
    }

    private static int complain(Terminal terminal, ParameterException wrong) {
        String first = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
        terminal.complain("bench: " + first + "; see ./processhub bench --help");
        return BAD_INPUT;
    }

    private static int complain(Terminal terminal, Exception failure) throws Exception {
        if (failure instanceof BadInputException bad) {
            terminal.complain("processhub: " + bad.getMessage());
            return BAD_INPUT;
        }
        throw failure;
    }
}
