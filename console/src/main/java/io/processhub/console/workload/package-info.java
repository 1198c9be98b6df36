/** What processes the console can run: the shipped types, and those that users add. */
package io.processhub.console.workload;
