/** The replicated data: intents, instances, and how nodes compare and merge them. */
package io.processhub.registry;
