package io.processhub.console.cli;

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
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

    /** Whether somebody watches is told by the script: a JVM of version 22 or newer always has a console. */
    static Terminal ofProcess() {
        return new Terminal(writer(System.out), writer(System.err), Boolean.getBoolean("processhub.interactive"));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    void print(String line) {
        out.println(line);
        out.flush();
    }

    void json(Object value) {
        print(Json.MAPPER.writeValueAsString(value));
    }

    void complain(String line) {
        err.println(line);
        err.flush();
    }
}
