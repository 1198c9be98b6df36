/** The demo: starts a cluster of JVMs, kills one, starts another, and checks that nothing was lost. */
package io.processhub.console.demo;
