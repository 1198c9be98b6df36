/** Encodes records, sealed interfaces and enums without code for each type. */
package io.processhub.message.record;
