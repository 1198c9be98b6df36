/** Measures the hub beside its peers, by turns and in JVMs of their own: the command {@code bench}. */
package io.processhub.bench;
