/** The entry point of the command line, and the commands that run nodes and demonstrations themselves. */
package io.processhub.console.cli;
