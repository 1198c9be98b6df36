/** Calls the strategies of users, which may throw or hang, so that the hub goes on with what was decided before. */
package io.processhub.guard;
