/** The local admin endpoint of a node: JSON over HTTP on the loopback interface, and its client. */
package io.processhub.console.admin;
