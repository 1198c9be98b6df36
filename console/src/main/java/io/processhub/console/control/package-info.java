/** The commands that ask and control a running node over its admin endpoint. */
package io.processhub.console.control;
