/// The program `wulf`: small commands that answer at once, such as `wulf hosts`.
@org.jspecify.annotations.NullMarked
module org.wulfware.commands {
    requires static org.jspecify;
    requires transitive org.wulfware.display;
    requires info.picocli;

    exports org.wulfware.commands;
}
