package org.wulfware.xmlsysd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which of a table's mounts a path leads to. Each mount stands on a place in another, its parent; on one place in it only one, and
/// what is mounted there later stands on that one. So the way to a mount's own point is walked from its first parent on, over all that
/// is mounted on the way.
final class MountPaths {
    private record Mount(String id, String parent, String point) {}

    private final List<Mount> mounts = new ArrayList<>();
    private final Map<String, Mount> byId = new HashMap<>();
    private final Map<String, Map<String, Mount>> byParent = new HashMap<>();
    private final Map<String, String> seenThrough = new HashMap<>();

    /// The next mount of the table.
    void add(String id, String parent, String point) {
        var mount = new Mount(id, behind(parent), point);
        mounts.add(mount);
        byId.put(id, mount);
        if (!id.equals(parent)) {
            byParent.computeIfAbsent(mount.parent, _ -> new HashMap<>()).put(point, mount);
        }
    }

    /// A mount that shows what would be there without it: what is mounted in it counts as mounted in its parent.
    void addSeeThrough(String id, String parent) {
        seenThrough.put(id, behind(parent));
    }

    private String behind(String id) {
        var parent = seenThrough.get(id);
        return parent == null ? id : parent;
    }

    /// Whether the mount's point, of the one that was added as number `index`, leads to it.
    boolean leadTo(int index) {
        var mount = mounts.get(index);
        var first = first(mount);
        var at = first.id.equals(first.parent) ? first : over(first.parent, first.point, first.point.length());
        var steps = 0;
        for (var next = at; next != null && steps <= mounts.size(); steps++) {
            at = next;
            next = next(at, mount.point);
        }
        return mount.equals(at);
    }

    /// The one of those that it stands on whose parent is not in the table.
    private Mount first(Mount mount) {
        var at = mount;
        for (var i = 0; i < mounts.size(); i++) {
            var parent = byId.get(at.parent);
            if (parent == null || parent.equals(at)) {
                return at;
            }
            at = parent;
        }
        return mount; // in a circle: nothing that a kernel says
    }

    /// What is mounted first in `in` on the way from its point to `point`.
    private @Nullable Mount next(Mount in, String point) {
        if (!byParent.containsKey(in.id)) {
            return null;
        }
        for (var end = in.point.length(); end <= point.length(); end++) {
            var isName = end == point.length() || point.charAt(end) == '/' || end == 1;
            var mount = isName ? over(in.id, point, end) : null;
            if (mount != null && !mount.equals(in)) {
                return mount;
            }
        }
        return null;
    }

    private @Nullable Mount over(String parent, String point, int end) {
        var there = byParent.get(parent);
        return there == null ? null : there.get(point.substring(0, end));
    }
}
