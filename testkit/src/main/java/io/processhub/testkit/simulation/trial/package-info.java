/** Trials: one kind of load and trouble, played on as many seeds as one likes, and checked. */
package io.processhub.testkit.simulation.trial;
