/** Trials: one kind of load and faults, run on any number of seeds, and checked. */
package io.processhub.testkit.simulation.trial;
