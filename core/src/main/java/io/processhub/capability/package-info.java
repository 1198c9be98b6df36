/** What processes may be able to do besides running: small interfaces that a process implements if it wants to. */
package io.processhub.capability;
