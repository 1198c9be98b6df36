/** One running node: it combines the cluster engine, the hub, and the admin endpoint. */
package io.processhub.console.node;
