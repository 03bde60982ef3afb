/// Makes the run-time images from the modules' jars; only the build runs it.
@org.jspecify.annotations.NullMarked
module org.wulfware.dist {
    requires static org.jspecify;
}
