/** What nodes say to one another: packets and their bytes. */
package io.processhub.wire;
