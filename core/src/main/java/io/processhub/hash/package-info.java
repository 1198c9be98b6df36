/** Hash functions with the same result on every node. */
package io.processhub.hash;
