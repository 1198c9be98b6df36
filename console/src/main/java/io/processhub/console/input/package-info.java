/** What people give to the console, checked: spec files, addresses and tokens. */
package io.processhub.console.input;
