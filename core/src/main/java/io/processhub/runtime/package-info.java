/** Runs the processes of this node on virtual threads: mailboxes, starts, stops, roles, states and time limits. */
package io.processhub.runtime;
