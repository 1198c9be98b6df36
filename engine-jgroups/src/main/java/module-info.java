/** The cluster engine for several machines: {@link io.processhub.jgroups.JGroupsCluster}. */
@org.jspecify.annotations.NullMarked
module io.processhub.jgroups {
    requires static transitive org.jspecify;
    requires transitive io.processhub;
    requires transitive org.jgroups;
    requires java.naming;
    requires org.slf4j;

    exports io.processhub.jgroups;
}
