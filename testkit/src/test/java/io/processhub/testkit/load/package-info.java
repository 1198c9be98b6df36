/** How load is balanced, in virtual time, each with many seeds. */
package io.processhub.testkit.load;
