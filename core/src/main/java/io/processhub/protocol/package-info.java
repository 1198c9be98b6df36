/** What may be sent between nodes, by class and by name. */
package io.processhub.protocol;
