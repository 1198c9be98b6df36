package io.processhub.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What an instance gets from the one before it.
 *
 * @param state as it was reported when that one was held; {@code null} when it has none
 * @param required whether an instance that cannot take it over must not run
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
public record HandoverState(byte @Nullable [] state, boolean required) {}
