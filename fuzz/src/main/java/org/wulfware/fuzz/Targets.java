package org.wulfware.fuzz;

import module java.base;

/// All targets. A new one is one line here.
final class Targets {
    /// The word for them all at once: an input is then one of a target, behind the target's letter.
    static final String ALL = "all";

    /// One that finds something in its seed, so that it can be tried whether anything would be found.
    static final String WRONG = "wrong";

    /// As many seeds of each does a run of all begin with.
    private static final int SEEDS = 16;

    private Targets() {}

    static List<String> names() {
        return List.of("sensors", "commands", "http", "procstatd", "paths", "patterns", "settings", "files", "bus",
                "packets",
                "wulfhosts", "hosts", "store");
    }

    /// The target of this name.
    static Target named(String name) throws IOException {
        return switch (name) {
            case "sensors" -> new SensorsTarget();
            case "commands" -> new CommandsTarget(name, false);
            case "http" -> new CommandsTarget(name, true);
            case "procstatd" -> new ProcstatdTarget();
            case "paths" -> new PathsTarget();
            case "patterns" -> new PatternsTarget();
            case "settings" -> new SettingsTarget();
            case "files" -> new FilesTarget();
            case "bus" -> new BusTarget();
            case "packets" -> new PacketsTarget();
            case "wulfhosts" -> new WulfhostsTarget();
            case "hosts" -> new HostsTarget();
            case "store" -> new StoreTarget();
            case ALL -> new AllTargets();
            case WRONG -> new WrongTarget();
            default -> throw new IllegalArgumentException("unknown target \"" + name + "\"; there are "
                    + String.join(", ", names()));
        };
    }

    /// All of them but one, so that one run tries each.
    private static final class AllTargets extends Target {
        private final List<Target> targets = new ArrayList<>();

        AllTargets() throws IOException {
            super(ALL, 6000);
            for (var name : names()) {
                // Two threads in one target do not always take the same way: what is tried next must not depend on that.
                if (!name.equals("bus")) {
                    targets.add(named(name));
                }
            }
        }

        @Override
        public void run(byte[] input) throws Exception {
            if (input.length > 0 && input[0] >= 'a' && input[0] < 'a' + targets.size()) {
                var target = targets.get(input[0] - 'a');
                var rest = Arrays.copyOfRange(input, 1, input.length);
                try {
                    target.run(rest);
                } catch (Exception | Error e) {
                    throw new AssertionError("found by the target " + target.name(), e);
                }
            }
        }

        @Override
        List<byte[]> seeds() {
            var seeds = new ArrayList<byte[]>();
            for (var i = 0; i < targets.size(); i++) {
                var its = targets.get(i).seeds();
                for (var k = 0; k < its.size(); k += 1 + its.size() / SEEDS) {
                    seeds.add(bytes((char) ('a' + i) + text(its.get(k))));
                }
            }
            return seeds;
        }

        @Override
        List<String> words() {
            return targets.stream().flatMap(target -> target.words().stream()).distinct().toList();
        }
    }

    private static final class WrongTarget extends Target {
        WrongTarget() {
            super(WRONG, 10);
        }

        @Override
        public void run(byte[] input) {
            if (text(input).equals("x")) {
                throw finding("as always");
            }
        }

        @Override
        List<byte[]> seeds() {
            return List.of(bytes("x"));
        }
    }
}
