/** The repository's rules about its files, as tests: format, sizes, names, bans and documents. */
@NullMarked
package io.processhub.tidy;

import org.jspecify.annotations.NullMarked;
