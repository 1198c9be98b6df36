/** Logs of JGroups' protocols that repeat nothing and say nothing twice. */
@org.jspecify.annotations.NullMarked
package io.processhub.jgroups.logging;
