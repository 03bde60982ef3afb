/// A document out, a document in: the writer of what a daemon answers, and the reader of it.
@org.jspecify.annotations.NullMarked
module org.wulfware.wire {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.catalog;
    requires static com.fasterxml.aalto;
    requires static java.xml;

    exports org.wulfware.wire;
}
