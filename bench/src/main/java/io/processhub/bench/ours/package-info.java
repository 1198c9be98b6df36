/** ProcessHub. */
package io.processhub.bench.ours;
