/**
 * Messages, answers and arguments of processes as JSON: records, enums and sealed interfaces, by their declarations.
 */
package io.processhub.console.json;
