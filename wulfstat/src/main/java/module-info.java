/// The cluster in a terminal.
@org.jspecify.annotations.NullMarked
module org.wulfware.wulfstat {
    requires static org.jspecify;
    requires org.wulfware.display;
    requires info.picocli;
    requires jdk.unsupported;

    opens org.wulfware.wulfstat to
            info.picocli;
}
