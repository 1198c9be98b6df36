/** What is measured, and in which turns. */
package io.processhub.bench.workload;
