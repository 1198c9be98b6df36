/** What people see at the command line. */
package io.processhub.console.terminal;
