/** Records, sealed interfaces and enums as bytes, without a line of code for each. */
package io.processhub.message.record;
