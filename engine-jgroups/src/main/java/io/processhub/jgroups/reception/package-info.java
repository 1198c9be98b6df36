/** How connections of strangers are accepted, and what they may cost. */
@org.jspecify.annotations.NullMarked
package io.processhub.jgroups.reception;
