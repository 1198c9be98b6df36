/** The hub: {@link io.processhub.ProcessHub#builder} starts one. The only package that wires the others together. */
package io.processhub;
