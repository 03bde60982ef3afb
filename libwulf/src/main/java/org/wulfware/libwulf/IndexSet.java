package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A set of numbers that never changes: one number, or two sets that have none in common. Joining two costs the same
/// however large they are, and so does comparing them: a set knows a sum over its numbers, 128 bits that are each
/// number's own, which two different sets do not share by chance.
final class IndexSet {
    private final int size;
    private final long least;
    private final long greatest;
    private final long sum;
    private final long otherSum;
    private final @Nullable IndexSet left;
    private final @Nullable IndexSet right;

    private IndexSet(long index) {
        size = 1;
        least = index;
        greatest = index;
        sum = scattered(index + 0x9e3779b97f4a7c15L);
        otherSum = scattered(index ^ 0xd1b54a32d192ed03L);
        left = null;
        right = null;
    }

    private IndexSet(IndexSet left, IndexSet right) {
        size = left.size + right.size;
        least = Math.min(left.least, right.least);
        greatest = Math.max(left.greatest, right.greatest);
        sum = left.sum + right.sum;
        otherSum = left.otherSum + right.otherSum;
        this.left = left;
        this.right = right;
    }

    /// The set of one number, as [Index] has it.
    static IndexSet of(long index) {
        return new IndexSet(index);
    }

    /// This set and another one that has no number in common with it.
    IndexSet with(IndexSet disjoint) {
        return new IndexSet(this, disjoint);
    }

    int size() {
        return size;
    }

    long least() {
        return least;
    }

    long greatest() {
        return greatest;
    }

    long sum() {
        return sum;
    }

    long otherSum() {
        return otherSum;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof IndexSet set && size == set.size && sum == set.sum
                && otherSum == set.otherSum && least == set.least && greatest == set.greatest);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sum);
    }

    /// All numbers, the shortest first, those of one length by their value.
    long[] sorted() {
        var all = new long[size];
        var filled = 0;
        // Sets that grew by one number at a time are as deep as they are large: no recursion.
        var open = new ArrayDeque<IndexSet>();
        open.push(this);
        while (!open.isEmpty()) {
            var set = open.pop();
            if (set.left != null && set.right != null) {
                open.push(set.right);
                open.push(set.left);
            } else {
                all[filled++] = set.least;
            }
        }
        Arrays.sort(all);
        return all;
    }

    /// Every bit of the number moves every bit of the outcome.
    static long scattered(long number) {
        var mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
