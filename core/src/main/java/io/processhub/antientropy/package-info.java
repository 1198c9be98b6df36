/** Keeps the copies of all logs equal to their originals, with the help of a synchronization strategy. */
package io.processhub.antientropy;
