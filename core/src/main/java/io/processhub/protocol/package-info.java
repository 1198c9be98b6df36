/** What processes of a type understand and answer, found out from their classes. */
package io.processhub.protocol;
