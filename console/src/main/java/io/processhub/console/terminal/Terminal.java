package io.processhub.console.terminal;

import io.processhub.console.admin.Json;
import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Where commands write.
 *
 * @param out results
 * @param err what goes wrong, and how far things are
 * @param interactive whether a person watches
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

    /**
     * {@return the terminal of this JVM}
     *
     * <p>Whether somebody watches is told by the script: a JVM of version 22 or newer always has a console.
     */
    public static Terminal ofProcess() {
        return new Terminal(writer(System.out), writer(System.err), Boolean.getBoolean("processhub.interactive"));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /**
     * Writes a result.
     *
     * @param line without its end
     */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * Writes a result as one line of JSON.
     *
     * @param value a record, as a rule
     */
    public void json(Object value) {
        print(Json.MAPPER.writeValueAsString(value));
    }

    /**
     * Writes what goes wrong.
     *
     * @param line without its end
     */
    public void complain(String line) {
        err.println(line);
        err.flush();
    }
}
