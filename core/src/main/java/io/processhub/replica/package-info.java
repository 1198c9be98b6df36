/** This node's copy of the registry: origin logs, merged into rows, and the read side for callers. */
package io.processhub.replica;
