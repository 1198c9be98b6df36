/** Infinispan. */
package io.processhub.bench.infinispan;
