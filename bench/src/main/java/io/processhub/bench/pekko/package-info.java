/** Apache Pekko, with cluster sharding. */
package io.processhub.bench.pekko;
