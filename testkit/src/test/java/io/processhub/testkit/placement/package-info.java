/** Where processes run: by name, by label, by type, and not at all. */
package io.processhub.testkit.placement;
