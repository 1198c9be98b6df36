/** The commands of the command line. */
package io.processhub.console.cli;
