/** Whether this node may run processes: the votes and losses that the nodes of a hub remember together. */
package io.processhub.quorum;
