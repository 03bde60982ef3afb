package org.wulfware.bench;

import module java.base;

/// What the kernel says of a process: its memory, its threads, its open files.
record Figures(String name, long pid) {
    /// A figure in kilobytes of the kernel's account of its memory, `Rss`, in megabytes.
    double megabytes(String figure) throws IOException {
        for (var line : Files.readAllLines(proc("smaps_rollup"))) {
            if (line.startsWith(figure + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no " + figure + " of " + name);
    }

    long threads() throws IOException {
        return entries("task");
    }

    long descriptors() throws IOException {
        return entries("fd");
    }

    private long entries(String directory) throws IOException {
        try (var all = Files.list(proc(directory))) {
            return all.count();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
