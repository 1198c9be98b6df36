package io.processhub.jgroups;

/** What strangers may do to a port, as the log says it. */
enum Nuisance {
    MALFORMED("dropped a malformed or disallowed message"),
    OVERSIZED("closed a connection that announced a message which is too long"),
    SILENT("closed a connection that did not introduce itself as a node in time, or not well"),
    CROWDED("closed the oldest of too many connections that do not belong to members"),
    LINGERING("closed a connection that has not become that of a member"),
    FAILED("could not accept a connection");

    private final String text;

    Nuisance(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
