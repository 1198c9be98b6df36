package io.processhub.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The state that an instance takes over from the instance before it.
 *
 * @param state as it was reported when the earlier instance was held; {@code null} when that one has no state
 * @param required whether an instance that cannot take the state over must not run
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
public record HandoverState(byte @Nullable [] state, boolean required) {}
