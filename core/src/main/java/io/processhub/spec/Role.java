package io.processhub.spec;

/** What an instance is for when a process has several. */
public enum Role {
    /** Does the work; the only role without active/passive replication. */
    ACTIVE,
    /** Stands by to become active. */
    PASSIVE
}
