/// The library: wulfhosts and lists of nodes, connections, host state, rates, and expressions of what is derived from them.
@org.jspecify.annotations.NullMarked
module org.wulfware.libwulf {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.wire;
    requires com.fasterxml.aalto;
    requires java.xml;
    requires org.snakeyaml.engine;

    exports org.wulfware.libwulf;
}
