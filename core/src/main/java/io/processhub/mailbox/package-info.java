/** Messages on their way to one process, and where they wait for it. */
package io.processhub.mailbox;
