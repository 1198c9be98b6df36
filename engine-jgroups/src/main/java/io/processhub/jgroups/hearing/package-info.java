/** Which members hear each other, and who counts as a member because of that. Knows nothing of JGroups. */
@org.jspecify.annotations.NullMarked
package io.processhub.jgroups.hearing;
