/** What hubs go through, simulated: losses, splits, joins, leaves, and silence. */
package io.processhub.testkit.situation;
