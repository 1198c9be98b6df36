/** Text output at the command line. */
package io.processhub.console.terminal;
