/** What a process may be able to do besides handling messages, so that it takes its state along when it moves. */
package io.processhub.handover;
