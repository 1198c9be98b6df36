/** What runs in the JVM of a node: it does what the driver orders, and measures inside. */
package io.processhub.bench.node;
