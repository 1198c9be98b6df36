/** A network in virtual time, which counts what it carries. */
package io.processhub.benchmarks.synchronization.network;
