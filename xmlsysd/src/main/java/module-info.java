/// The node daemon: files kept open, sampling, sockets. Depends on nothing but the wire and `java.base`.
@org.jspecify.annotations.NullMarked
module org.wulfware.xmlsysd {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.wire;

    exports org.wulfware.xmlsysd;
}
