/** The state machine of a hub: inputs in, effects out. Owns the registry and reconciles it with what runs. */
package io.processhub.coordinator;
