/** Runs user code: mailboxes, starts, stops and time limits. Virtual threads, and nowhere else. */
package io.processhub.runtime;
