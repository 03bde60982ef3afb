/// The node daemon: files kept open, sampling, sockets. Depends on nothing but the wire, `java.base`, and for
/// SIGHUP on `jdk.unsupported`.
@org.jspecify.annotations.NullMarked
module org.wulfware.xmlsysd {
    requires static transitive org.jspecify;
    requires jdk.unsupported;
    requires transitive org.wulfware.wire;

    exports org.wulfware.xmlsysd;
}
