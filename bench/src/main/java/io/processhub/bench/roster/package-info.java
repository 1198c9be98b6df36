/** All contestants by name. */
package io.processhub.bench.roster;
