/** The replicated data: wishes, instances, and how copies of them are compared and merged. */
package io.processhub.registry;
