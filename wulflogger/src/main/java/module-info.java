/// The cluster as lines on standard output, for logs, scripts and round-robin databases.
@org.jspecify.annotations.NullMarked
module org.wulfware.wulflogger {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.display;
    requires transitive org.wulfware.history;

    exports org.wulfware.wulflogger;
}
