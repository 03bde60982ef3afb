/// Speed, as ratios taken in one run beside the floor and the peers. It measures programs, not classes: of those it only asks
/// the catalog which groups there are.
@org.jspecify.annotations.NullMarked
module org.wulfware.bench {
    requires org.wulfware.catalog;
    requires static org.jspecify;
}
