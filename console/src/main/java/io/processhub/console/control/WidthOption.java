package io.processhub.console.control;

import io.processhub.console.terminal.Sheet;
import io.processhub.console.terminal.Table;
import io.processhub.console.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Option;

/** The option by which tables are shown as wide as they are. */
final class WidthOption {
    @Option(
            names = "--wide",
            description = "Shows everything, also in lines of more than " + Terminal.COLUMNS + " characters.")
    private boolean wide;

    void print(Terminal terminal, Table table) {
        print(terminal, table.lines(columns()));
    }

    void print(Terminal terminal, Sheet sheet) {
        print(terminal, sheet.lines(columns()));
    }

    private static void print(Terminal terminal, List<String> lines) {
        lines.forEach(terminal::print);
    }

    private int columns() {
        return wide ? Integer.MAX_VALUE : Terminal.COLUMNS;
    }
}
