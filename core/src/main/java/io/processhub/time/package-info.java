/** The coordinator's sense of time: an agenda of what to do later, and a clock that orders what nodes say. */
package io.processhub.time;
