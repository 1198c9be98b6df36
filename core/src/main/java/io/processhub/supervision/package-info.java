/** What to do about processes that crash. */
package io.processhub.supervision;
