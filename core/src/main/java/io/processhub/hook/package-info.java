/** Events of the hub and the hooks that receive them. */
package io.processhub.hook;
