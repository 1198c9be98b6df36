/** How loaded the members are: what this node measures, and what it hears of the others. */
package io.processhub.load;
