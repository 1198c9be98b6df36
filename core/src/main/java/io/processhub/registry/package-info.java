/** What nodes know about processes, as values: registrations, instances and intents. */
package io.processhub.registry;
