/** Processes that move with their state while all clients go on calling them. */
package io.processhub.testkit.moves;
