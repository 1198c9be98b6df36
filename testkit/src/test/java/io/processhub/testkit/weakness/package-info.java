/**
 * Faults that systems of this kind have, each as a scenario that this one passes and that a damaged variant of it
 * fails. A {@link io.processhub.testkit.weakness.Mutant} is made from the production code at each run.
 */
@org.jspecify.annotations.NullMarked
package io.processhub.testkit.weakness;
