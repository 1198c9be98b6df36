/** What a simulation found, for programs and for people. */
package io.processhub.console.simulation;
