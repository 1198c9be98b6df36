/**
 * What a simulation observes of a hub besides what the hub itself says: acknowledged intents, and user code that runs.
 */
package io.processhub.observation;
