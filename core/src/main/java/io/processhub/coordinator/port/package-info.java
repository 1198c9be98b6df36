/** What goes into the coordinator, and what comes out of it: inputs and effects. */
package io.processhub.coordinator.port;
