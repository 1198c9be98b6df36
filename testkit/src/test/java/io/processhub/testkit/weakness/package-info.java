/**
 * Weaknesses of an earlier system of this kind, each as a scenario that this one passes and a damaged variant of it
 * fails. A {@link io.processhub.testkit.weakness.Mutant} is made from the production code at each run.
 */
@org.jspecify.annotations.NullMarked
package io.processhub.testkit.weakness;
