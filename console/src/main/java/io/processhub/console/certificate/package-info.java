/** Makes the keys and certificates by which nodes know one another. */
package io.processhub.console.certificate;
