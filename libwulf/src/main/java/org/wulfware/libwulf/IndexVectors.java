package org.wulfware.libwulf;

import module java.base;

/// Folds names that have several numbers each: `r1n1,r1n2,r2n1,r2n2` is `r[1-2]n[1-2]`.
///
/// Boxes of numbers are joined as long as two of them differ in one number's place only. Which ones, where there is a
/// choice, is as ClusterShell chooses: boxes are sorted, the largest first; then neighbours are joined until none can be;
/// then each box with every later one, in their order. What ClusterShell compares box by box is looked up here, so that
/// names which do not fold cost no more than others.
final class IndexVectors {
    private static final Comparator<IndexSet[]> LARGEST_FIRST = IndexVectors::compare;

    private final int places;
    private List<IndexSet[]> boxes;
    private long steps;

    private IndexVectors(int places, List<IndexSet[]> boxes) {
        this.places = places;
        this.boxes = boxes;
    }

    /// The boxes, and how many others boxes were held against on the way.
    record Fold(List<IndexSet[]> boxes, long steps) {}

    /// The boxes that hold these vectors, each in one of them.
    ///
    /// @param vectors distinct, and all of one length
    static Fold fold(List<long[]> vectors) {
        var single = new HashMap<Long, IndexSet>();
        var boxes = new ArrayList<IndexSet[]>(vectors.size());
        for (var vector : vectors) {
            var box = new IndexSet[vector.length];
            for (var place = 0; place < box.length; place++) {
                box[place] = single.computeIfAbsent(vector[place], IndexSet::of);
            }
            boxes.add(box);
        }
        return new IndexVectors(vectors.getFirst().length, boxes).fold();
    }

    private Fold fold() {
        boxes.sort(LARGEST_FIRST);
        while (joinNeighbours()) {
            boxes.sort(LARGEST_FIRST);
        }
        while (joinAny()) {
            boxes.sort(LARGEST_FIRST);
        }
        return new Fold(boxes, steps);
    }

    private boolean joinNeighbours() {
        var joined = new ArrayList<IndexSet[]>();
        var current = boxes.getFirst();
        for (var next : boxes.subList(1, boxes.size())) {
            steps++;
            var place = difference(current, next);
            if (place < 0) {
                joined.add(current);
                current = next;
            } else {
                current = joined(current, next, place);
            }
        }
        joined.add(current);
        var isChanged = joined.size() < boxes.size();
        boxes = joined;
        return isChanged;
    }

    /// The one place in which two boxes differ; -1 if they do in several.
    private static int difference(IndexSet[] one, IndexSet[] other) {
        var found = -1;
        for (var place = 0; place < one.length; place++) {
            if (!one[place].equals(other[place])) {
                if (found >= 0) {
                    return -1;
                }
                found = place;
            }
        }
        return found;
    }

    private static IndexSet[] joined(IndexSet[] one, IndexSet[] other, int place) {
        var box = one.clone();
        box[place] = one[place].with(other[place]);
        return box;
    }

    /// Joins each box with the later ones, one after the other in their order, as long as there are any that differ in
    /// one place.
    private boolean joinAny() {
        var lookups = new ArrayList<Lookup>();
        for (var place = 0; place < places; place++) {
            lookups.add(new Lookup(boxes, place));
        }
        var joined = new ArrayList<IndexSet[]>();
        var isGone = new boolean[boxes.size()];
        for (var at = 0; at < boxes.size(); at++) {
            if (isGone[at]) {
                continue;
            }
            var box = boxes.get(at);
            for (var behind = at;;) {
                var next = Integer.MAX_VALUE;
                var place = -1;
                for (var lookup : lookups) {
                    steps++;
                    var candidate = lookup.next(box, behind);
                    if (candidate < next) {
                        next = candidate;
                        place = lookup.place;
                    }
                }
                if (place < 0) {
                    break;
                }
                box = joined(box, boxes.get(next), place);
                isGone[next] = true;
                for (var lookup : lookups) {
                    lookup.remove(next);
                }
                behind = next;
            }
            joined.add(box);
        }
        var isChanged = joined.size() < boxes.size();
        boxes = joined;
        return isChanged;
    }

    /// Larger boxes first, then those that are larger in their first place, then by the least and the greatest number
    /// there, as text; and so on for the other places.
    private static int compare(IndexSet[] one, IndexSet[] other) {
        var bySize = Long.compare(volume(other), volume(one));
        for (var place = 0; bySize == 0 && place < one.length; place++) {
            bySize = Integer.compare(other[place].size(), one[place].size());
            if (bySize == 0) {
                bySize = Index.compareAsText(one[place].least(), other[place].least());
            }
            if (bySize == 0) {
                bySize = Index.compareAsText(one[place].greatest(), other[place].greatest());
            }
        }
        return bySize;
    }

    private static long volume(IndexSet[] box) {
        var volume = 1L;
        for (var set : box) {
            volume *= set.size();
        }
        return volume;
    }

    /// Finds boxes that are the same but for one place.
    private static final class Lookup {
        private final int place;
        private final Map<Key, Bucket> buckets = new HashMap<>();
        private final Bucket[] bucketOf;
        private final int[] slotOf;

        Lookup(List<IndexSet[]> boxes, int place) {
            this.place = place;
            bucketOf = new Bucket[boxes.size()];
            slotOf = new int[boxes.size()];
            for (var at = 0; at < boxes.size(); at++) {
                var bucket = buckets.computeIfAbsent(Key.of(boxes.get(at), place), _ -> new Bucket());
                bucketOf[at] = bucket;
                slotOf[at] = bucket.add(at);
            }
        }

        /// The first box behind so many that is still there and differs from `box` in the place; a great number if none.
        int next(IndexSet[] box, int behind) {
            var bucket = buckets.get(Key.of(box, place));
            return bucket == null ? Integer.MAX_VALUE : bucket.next(behind);
        }

        void remove(int at) {
            bucketOf[at].remove(slotOf[at]);
        }
    }

    /// All of a box but one place, by its sums.
    private record Key(long sum, long otherSum) {
        static Key of(IndexSet[] box, int without) {
            var sum = 0L;
            var otherSum = 0L;
            for (var place = 0; place < box.length; place++) {
                if (place != without) {
                    sum = IndexSet.scattered(sum + place + box[place].sum());
                    otherSum = IndexSet.scattered(otherSum - place + box[place].otherSum());
                }
            }
            return new Key(sum, otherSum);
        }
    }

    /// Where boxes stand, in order; what is removed is stepped over, at a cost that does not grow with it.
    private static final class Bucket {
        private int[] at = new int[1];
        private int[] onward = new int[2];
        private int size;

        int add(int position) {
            if (size == at.length) {
                at = Arrays.copyOf(at, 2 * size);
                onward = Arrays.copyOf(onward, 2 * size + 1);
            }
            at[size] = position;
            onward[size] = size;
            onward[size + 1] = size + 1;
            return size++;
        }

        void remove(int slot) {
            onward[slot] = slot + 1;
        }

        int next(int behind) {
            var found = Arrays.binarySearch(at, 0, size, behind);
            var slot = there(found < 0 ? -found - 1 : found + 1);
            return slot == size ? Integer.MAX_VALUE : at[slot];
        }

        private int there(int slot) {
            var last = slot;
            while (onward[last] != last) {
                last = onward[last];
            }
            for (var step = slot; step != last;) {
                var next = onward[step];
                onward[step] = last;
                step = next;
            }
            return last;
        }
    }
}
