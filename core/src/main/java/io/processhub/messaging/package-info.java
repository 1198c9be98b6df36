/** References to processes, and the mail between nodes that brings messages and replies to their destination. */
package io.processhub.messaging;
