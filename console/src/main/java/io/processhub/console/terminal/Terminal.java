package io.processhub.console.terminal;

import io.processhub.console.admin.Json;
import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * The output of commands.
 *
 * @param out receives results
 * @param err receives errors and progress
 * @param interactive whether the output is shown to a person
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** How wide a terminal is at least, in characters. */
    public static final int COLUMNS = 80;

    /**
     * {@return the terminal of this JVM}
     *
     * <p>The launch script determines whether it is interactive, because a JVM of version 22 or newer always has a
     * console.
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
     * @param value the result, usually a record
     */
    public void json(Object value) {
        print(Json.MAPPER.writeValueAsString(value));
    }

    /**
     * Writes an error message.
     *
     * @param line without its end
     */
    public void complain(String line) {
        err.println(line);
        err.flush();
    }
}
