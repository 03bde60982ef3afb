package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Cell;
import org.wulfware.display.Column;
import org.wulfware.display.Line;

/// Processes below those that began them, host by host:
/// ```text
/// systemd
///  \_ sshd
///      \_ bash
/// ```
/// Whose parent is not listed stands at the left. Among those of one parent the order is as it was.
final class ProcessTree {
    /// Deeper than this nothing is moved to the right any more.
    private static final int DEEPEST = 20;

    private static final String STEP = "    ";
    private static final String BRANCH = " \\_ ";

    /// One process, and how far it stands to the right.
    record Node(Line line, int depth) {
        /// The name with what leads to it.
        Cell named(Cell name) {
            return depth == 0 ? name
                    : new Cell(STEP.repeat(Math.min(depth, DEEPEST) - 1) + BRANCH + name.text(), name.value(),
                            name.status());
        }
    }

    private ProcessTree() {}

    /// @param pid the column of the process's number
    /// @param ppid that of the number of the one that began it
    static List<Node> of(List<Line> lines, Column pid, Column ppid) {
        var hosts = new LinkedHashMap<String, List<Line>>();
        lines.forEach(line -> hosts.computeIfAbsent(line.host(), _ -> new ArrayList<>()).add(line));
        var nodes = new ArrayList<Node>(lines.size());
        hosts.values().forEach(host -> add(host, pid, ppid, nodes));
        return nodes;
    }

    private static void add(List<Line> host, Column pid, Column ppid, List<Node> nodes) {
        var known = new HashSet<Double>();
        host.forEach(line -> line.cell(pid).value().ifPresent(known::add));
        var children = new HashMap<Double, List<Line>>();
        var roots = new ArrayList<Line>();
        for (var line : host) {
            var parent = line.cell(ppid).value();
            if (parent.isPresent() && known.contains(parent.getAsDouble()) && !parent.equals(line.cell(pid).value())) {
                children.computeIfAbsent(parent.getAsDouble(), _ -> new ArrayList<>()).add(line);
            } else {
                roots.add(line);
            }
        }
        var seen = Collections.<Line>newSetFromMap(new IdentityHashMap<>());
        roots.forEach(root -> walk(root, pid, children, seen, nodes));
        // A hostile node may say that processes began each other.
        host.stream()
                .filter(line -> !seen.contains(line))
                .toList()
                .forEach(line -> walk(line, pid, children, seen, nodes));
    }

    private static void walk(
            Line root, Column pid, Map<Double, List<Line>> children, Set<Line> seen, List<Node> nodes) {
        var next = new ArrayDeque<Node>();
        next.push(new Node(root, 0));
        while (!next.isEmpty()) {
            var node = next.pop();
            if (!seen.add(node.line)) {
                continue;
            }
            nodes.add(node);
            var number = node.line.cell(pid).value();
            var below = number.isPresent() ? children.getOrDefault(number.getAsDouble(), List.of()) : List.<Line>of();
            below.reversed().forEach(line -> next.push(new Node(line, node.depth + 1)));
        }
    }
}
