/** Why processes are where they are, and where they would be after a change of the members. */
package io.processhub.explain;
