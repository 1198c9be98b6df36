/** The port to the cluster: identities, views, and the narrow interface that an engine implements. */
package io.processhub.cluster;
