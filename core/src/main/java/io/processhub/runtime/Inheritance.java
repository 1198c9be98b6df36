package io.processhub.runtime;

/**
 * What an instance gets from the one before it.
 *
 * @param state as it was reported when that one was held
 * @param required whether an instance that cannot take it over must not run
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
public record Inheritance(byte[] state, boolean required) {}
