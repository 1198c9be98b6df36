/** How the coordinator tells the time it is given: an agenda of what to do later, and a clock that orders what nodes say. */
package io.processhub.time;
