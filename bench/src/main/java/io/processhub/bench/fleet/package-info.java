/** The JVMs of nodes as the driver sees them: they end when it does. */
package io.processhub.bench.fleet;
