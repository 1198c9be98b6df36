/** Why a process runs where it runs, and what would move if the members were others. */
package io.processhub.explain;
