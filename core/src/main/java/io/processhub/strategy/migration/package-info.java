/** How processes move between nodes. */
package io.processhub.strategy.migration;
