/** How many copies of a process run, and in which role. */
package io.processhub.strategy.redundancy;
