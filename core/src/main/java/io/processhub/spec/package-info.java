/** What a process is before it runs: its name, spec, limits and metadata, and the words for why and in which role. */
package io.processhub.spec;
