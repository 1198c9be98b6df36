/** A cluster engine over JGroups: membership, failure detection and frames between machines. */
package io.processhub.jgroups;
