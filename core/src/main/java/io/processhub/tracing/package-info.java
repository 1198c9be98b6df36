/** Messages that are followed for an observer of calls: what goes with them, and when it is notified. */
package io.processhub.tracing;
