/**
 * Measures what synchronization costs: our strategies, whose production code runs on a network in virtual time, beside
 * a model of the strategy they are the counterpart of, and the least that is possible.
 */
package io.processhub.benchmarks.synchronization;
