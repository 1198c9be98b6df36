/**
 * This node's copy of the registry: origin logs, merged into one record for each process, and the read side for
 * callers.
 */
package io.processhub.replication;
