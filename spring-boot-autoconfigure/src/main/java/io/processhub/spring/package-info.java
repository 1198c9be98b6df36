/** What applications write: annotations for processes, and a customizer of the hub. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring;
