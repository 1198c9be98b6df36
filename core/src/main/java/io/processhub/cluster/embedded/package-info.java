/** The cluster inside one JVM: needs no network and no configuration. */
package io.processhub.cluster.embedded;
