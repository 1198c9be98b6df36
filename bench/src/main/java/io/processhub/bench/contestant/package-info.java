/** What each contestant implements, so that the same work is measured; each peer has a package of its own. */
package io.processhub.bench.contestant;
