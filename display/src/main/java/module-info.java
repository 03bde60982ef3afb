/// What every face shows: columns, displays, order, thresholds, the words for a host that is down,
/// and the options of a command line.
@org.jspecify.annotations.NullMarked
module org.wulfware.display {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.libwulf;
    requires info.picocli;

    exports org.wulfware.display;
}
