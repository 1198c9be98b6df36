/** Where processes run, and when a part of a cluster may. */
package io.processhub.examples.placement;
