/// What every face shows: columns, displays, order, thresholds, and the words for a host that is down.
@org.jspecify.annotations.NullMarked
module org.wulfware.display {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.libwulf;

    exports org.wulfware.display;
}
