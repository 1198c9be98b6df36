/** Benchmarks that check the performance budgets of the design. */
package io.processhub.benchmarks;
