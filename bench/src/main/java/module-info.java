/// Speed, as ratios taken in one run beside the floor and the peers. It measures programs, not classes: of those it only asks
/// the catalog which groups there are, and runs some that watch simulated nodes.
@org.jspecify.annotations.NullMarked
module org.wulfware.bench {
    requires org.wulfware.catalog;
    requires org.wulfware.libwulf;
    requires org.wulfware.history;
    requires org.wulfware.testkit;
    requires static org.jspecify;
}
