/** Results as text for the terminal, and as tables and plots for docs/PERFORMANCE.md. */
package io.processhub.bench.report;
