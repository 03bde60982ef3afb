package org.wulfware.bench;

import module java.base;

/// The daemon over many samples, asked in either of its languages: nothing of it may grow after the first tenth.
final class Soak {
    private static final double SLACK_MB = 1.0;
    private static final int TENTHS = 10;

    private final Laboratory lab;
    private final Path image;
    private final int samples;

    /// Asks so many times more.
    private interface Asked {
        void ask(int count) throws IOException;
    }

    Soak(Laboratory lab, Path image, int samples) {
        this.lab = lab;
        this.image = image;
        this.samples = samples;
    }

    int run() throws IOException, InterruptedException {
        var port = Laboratory.freePort();
        var subject =
                new Subject(lab, lab.compiled("client"), "xmlsysd", port, lab.daemon(image, port, "off"), "xml", "");
        var flat = isFlat("xmlsysd, send", subject.figures(), count -> subject.ask(count, 0));
        subject.end();
        try (var older = new OlderClient(lab, image)) {
            flat &= isFlat("procstatd, quik and jobs by turns", older.figures(), older::ask);
        }
        System.out.println(flat ? "flat after the first tenth" : "NOT flat after the first tenth");
        return flat ? 0 : 1;
    }

    private boolean isFlat(String what, Figures figures, Asked asked) throws IOException {
        System.out.println(what);
        System.out.printf("%9s %12s %13s %12s %8s%n", "samples", "resident_MB", "anonymous_MB", "descriptors",
                "threads");
        var first = new double[0];
        var flat = true;
        for (var tenth = 1; tenth <= TENTHS; tenth++) {
            asked.ask(samples / TENTHS);
            var now = new double[]{
                figures.megabytes("Rss"), figures.megabytes("Anonymous"), figures.descriptors(), figures.threads(),
            };
            System.out.printf("%9d %12.1f %13.1f %12.0f %8.0f%n", tenth * (samples / TENTHS), now[0], now[1], now[2],
                    now[3]);
            if (tenth == 1) {
                first = now;
            }
            flat &= now[0] <= first[0] + SLACK_MB && now[1] <= first[1] + SLACK_MB && now[2] <= first[2]
                    && now[3] <= first[3];
        }
        return flat;
    }
}
