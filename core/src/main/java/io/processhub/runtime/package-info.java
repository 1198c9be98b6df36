/** Runs user code: starts, stops, messages and time limits. Virtual threads, and nowhere else. */
package io.processhub.runtime;
