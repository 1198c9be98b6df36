/** For humans: the node, its admin endpoint, and the commands. */
package io.processhub.console;
