/** The decision between restart and parking after a crash. */
package io.processhub.supervision;
