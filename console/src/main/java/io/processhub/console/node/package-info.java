/** One running node: the engine, the hub, and the admin endpoint, put together. */
package io.processhub.console.node;
