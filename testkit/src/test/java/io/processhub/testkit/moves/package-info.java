/** Processes that move with their state while everybody goes on calling them. */
package io.processhub.testkit.moves;
