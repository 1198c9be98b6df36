/** The demo of a split: cuts the network of a cluster of JVMs under load, heals it, and checks what ran where. */
package io.processhub.console.cut;
