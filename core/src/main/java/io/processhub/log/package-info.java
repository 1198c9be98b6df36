/** What one node wrote and others read: origin logs as values. */
package io.processhub.log;
