/** What was measured, as tables and plots for people. */
package io.processhub.benchmarks.synchronization.report;
