/** What a hub says about placement is what happens. */
@org.jspecify.annotations.NullMarked
package io.processhub.testkit.explain;
