/** What was measured, as a file keeps it, and its medians and ratios. */
package io.processhub.bench.result;
