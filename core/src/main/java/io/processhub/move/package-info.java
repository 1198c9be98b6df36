/** One move of one process: how its source and its target come to the same conclusion about who goes on. */
package io.processhub.move;
