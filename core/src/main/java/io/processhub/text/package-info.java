/** What text has to be so that it is the same on every node. Depends on no other package of this project. */
package io.processhub.text;
