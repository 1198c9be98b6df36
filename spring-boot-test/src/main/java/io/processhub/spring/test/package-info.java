/** Tests with several nodes of an application in one JVM: {@link io.processhub.spring.test.SpringHubCluster}. */
@org.jspecify.annotations.NullMarked
package io.processhub.spring.test;
