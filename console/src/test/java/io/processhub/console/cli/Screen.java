package io.processhub.console.cli;

import io.processhub.console.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A terminal that remembers what was written. */
final class Screen {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);

    int run(String... arguments) {
        return Main.run(terminal, arguments);
    }

    Terminal terminal() {
        return terminal;
    }

    String out() {
        terminal.out().flush();
        return out.toString();
    }

    String err() {
        terminal.err().flush();
        return err.toString();
    }
}
