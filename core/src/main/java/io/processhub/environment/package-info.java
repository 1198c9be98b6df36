/** Clocks, timers, threads and chance: the one door to the non-deterministic world. Knows nothing else of ours. */
package io.processhub.environment;
