/** Hazelcast. */
package io.processhub.bench.hazelcast;
