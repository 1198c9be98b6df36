/** JGroups as it is, without ProcessHub above it. */
package io.processhub.bench.jgroups;
