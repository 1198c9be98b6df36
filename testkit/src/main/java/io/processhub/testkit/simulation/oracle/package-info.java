/**
 * The oracle of the simulation: what really runs, the acknowledged intents, and the invariants that compare them with
 * the registries.
 */
package io.processhub.testkit.simulation.oracle;
