/** Carries news between the replica and the strategy that decides whom to tell, and repairs what was missed. */
package io.processhub.spread;
