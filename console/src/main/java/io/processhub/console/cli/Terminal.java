package io.processhub.console.cli;

import io.processhub.console.admin.Json;
import java.io.PrintWriter;

/**
 * Where commands write.
 *
 * @param out results
 * @param err what goes wrong, and how far things are
 * @param interactive whether a person watches
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

    static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.console() != null);
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
