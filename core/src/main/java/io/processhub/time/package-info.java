/**
 * Time for the coordinator: an agenda of scheduled tasks, and a hybrid logical clock that orders the statements of
 * nodes.
 */
package io.processhub.time;
