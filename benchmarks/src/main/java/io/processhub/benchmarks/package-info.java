/** Measurements that hold the budgets of the design. */
package io.processhub.benchmarks;
