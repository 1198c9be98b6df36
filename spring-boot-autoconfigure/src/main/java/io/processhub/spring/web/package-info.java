/** Failures of calls as answers over HTTP. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.web;
