/// Speed, as ratios taken in one run beside the floor and the peers. It measures programs, not classes.
@org.jspecify.annotations.NullMarked
module org.wulfware.bench {
    requires static org.jspecify;
}
