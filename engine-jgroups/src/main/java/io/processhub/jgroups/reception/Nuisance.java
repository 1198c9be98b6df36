package io.processhub.jgroups.reception;

/** What strangers may do to a port, as the log says it. */
public enum Nuisance {
    /** A message that could not be read. */
    MALFORMED("dropped a malformed or disallowed message"),

    /** A message that is too long for a stranger. */
    OVERSIZED("closed a connection that announced a message which is too long"),

    /** A connection of which it is not known whose it is. */
    SILENT("closed a connection that did not introduce itself as a node in time, or not well"),

    /** One connection too many. */
    CROWDED("closed the oldest of too many connections that do not belong to members"),

    /** A connection of a node that does not become a member. */
    LINGERING("closed a connection that has not become that of a member"),

    /** A connection for which something was missing, such as memory. */
    FAILED("could not accept a connection");

    private final String text;

    Nuisance(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
