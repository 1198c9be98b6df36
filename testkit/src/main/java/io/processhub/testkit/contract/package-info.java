/** Contract tests: test classes to extend, which specify what each implementation of a port must do. */
package io.processhub.testkit.contract;
