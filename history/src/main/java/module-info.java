/// Samples over time: recorded, played again through the very path of live polling, thinned out as they grow old, queried, shipped.
@org.jspecify.annotations.NullMarked
module org.wulfware.history {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.libwulf;
    requires java.net.http;
    requires com.fasterxml.jackson.core;

    exports org.wulfware.history;
}
