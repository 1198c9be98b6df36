/**
 * Clocks, timers, threads and random numbers: the only source of non-determinism. Depends on no other package of this
 * project.
 */
package io.processhub.environment;
