package io.processhub.runtime;

/**
 * The state of an instance that is superseded, for the surviving instance to merge into its own.
 *
 * @param attempt comes back in the report
 * @param state as it was reported when the other instance was held
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every merge
record MergeState(long attempt, byte[] state) {}
