/** Explains where processes run, and where they would run after a change of the members. */
package io.processhub.explain;
