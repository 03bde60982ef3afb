/// The cluster in a terminal.
@org.jspecify.annotations.NullMarked
module org.wulfware.wulfstat {
    requires static org.jspecify;
    requires transitive org.wulfware.display;
}
