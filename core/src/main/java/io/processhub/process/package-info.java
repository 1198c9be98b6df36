/** What users write against: processes, their specs, and references to call them. */
package io.processhub.process;
