/** Where processes belong: distribution times redundancy over the members; why it is so, and what would change it. */
package io.processhub.placement;
