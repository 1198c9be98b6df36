/** What really happened in a simulation, what was asked for, and the checks that compare the two. */
package io.processhub.testkit.simulation.oracle;
