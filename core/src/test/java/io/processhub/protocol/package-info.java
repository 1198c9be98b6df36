/** Tests of what is found out about protocols. */
package io.processhub.protocol;
