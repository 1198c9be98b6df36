/** How frames are sent to each member without waiting for another one. */
@org.jspecify.annotations.NullMarked
package io.processhub.jgroups.sending;
