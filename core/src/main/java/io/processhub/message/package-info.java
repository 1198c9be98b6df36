/** What processes are sent, and how it crosses between nodes. */
package io.processhub.message;
