/// What every face shows: columns, displays, order, thresholds, the words for a host that is down,
/// and the options of a command line.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // the reader of TOML has no descriptor of its own
module org.wulfware.display {
    requires static transitive org.jspecify;
    requires transitive org.wulfware.libwulf;
    requires transitive org.wulfware.history;
    requires transitive info.picocli;
    requires org.tomlj;
    requires jdk.unsupported;

    exports org.wulfware.display;
}
