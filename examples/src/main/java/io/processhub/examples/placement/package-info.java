/** Examples of what a hub says about placement. */
@org.jspecify.annotations.NullMarked
package io.processhub.examples.placement;
