/// What a node can say: fields, sensors, and parsers that see text and never a path.
@org.jspecify.annotations.NullMarked
module org.wulfware.catalog {
    requires static transitive org.jspecify;

    exports org.wulfware.catalog;
    exports org.wulfware.catalog.sensors;
}
