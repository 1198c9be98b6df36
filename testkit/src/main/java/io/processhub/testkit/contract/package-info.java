/** Contracts: what each implementation of a port must do, as tests to extend. */
package io.processhub.testkit.contract;
