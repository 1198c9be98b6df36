/** How failures name the seed of their run. */
package io.processhub.testkit.seed;
