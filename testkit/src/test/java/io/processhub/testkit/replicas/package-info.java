/** Situations of a cluster whose processes have several copies, in virtual time, each with many seeds. */
package io.processhub.testkit.replicas;
