/// Samples over time: recorded, played again through the very path of live polling, thinned out as they grow old, queried.
@org.jspecify.annotations.NullMarked
module org.wulfware.history {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.libwulf;

    exports org.wulfware.history;
}
