/**
 * The repository's rules about its classes, as tests: who may know whom, and who may touch clocks, threads and chance.
 */
@NullMarked
package io.processhub.tidy.architecture;

import org.jspecify.annotations.NullMarked;
