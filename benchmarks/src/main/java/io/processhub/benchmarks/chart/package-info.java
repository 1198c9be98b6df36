/** Tables and plots in documents: lines over two axes as SVG, numbers as people write them. */
package io.processhub.benchmarks.chart;
