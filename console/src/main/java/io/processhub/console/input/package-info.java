/** Parses and checks the input of users: spec files, addresses and tokens. */
package io.processhub.console.input;
