/** Where processes belong, and in which roles: distribution times redundancy over the members. */
package io.processhub.placement;
