/** The hub's one thread: queues inputs for the coordinator and carries out its effects. */
package io.processhub.loop;
