/// Recorded trees, a simulated cluster, a virtual terminal: for tests and the demo only.
@org.jspecify.annotations.NullMarked
module org.wulfware.testkit {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.xmlsysd;

    exports org.wulfware.testkit;
}
