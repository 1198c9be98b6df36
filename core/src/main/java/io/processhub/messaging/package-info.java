/** References to processes, and the mail between nodes that makes them work from everywhere. */
package io.processhub.messaging;
