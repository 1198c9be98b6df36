/** What was measured, as a file that machines read. */
package io.processhub.benchmarks.synchronization.result;
