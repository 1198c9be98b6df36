/** Events of the hub and the hooks that hear them. */
package io.processhub.hook;
