/** The wire protocol: the packets that nodes exchange, and their encoding. */
package io.processhub.wire;
