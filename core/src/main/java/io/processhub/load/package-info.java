/** How loaded the members are: what this node measures, and what the others report. */
package io.processhub.load;
