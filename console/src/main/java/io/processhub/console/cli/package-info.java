/** The commands that people type. */
package io.processhub.console.cli;
