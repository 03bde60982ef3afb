package org.wulfware.bench;

import module java.base;
import org.wulfware.testkit.Crowd;
import org.wulfware.testkit.Fixtures;

/// Thousands of simulated nodes as a process of its own, so that their cost is not the poller's: prints its port, and ends with
/// its standard input.
final class CrowdProgram {
    /// Said on its standard input, it ends all conversations; whatever else is said, it prints how many answers it has given.
    static final int HANG_UP = 'h';

    private CrowdProgram() {}

    /// Answers until its input ends.
    ///
    /// @param arguments how many nodes, and the recorded tree that they are
    public static void main(String[] arguments) throws IOException {
        var count = Integer.parseInt(arguments[0]);
        var tree = Fixtures.here().named(arguments[1]);
        try (var crowd = Crowd.start(tree, count, 0, 0)) {
            System.out.println(crowd.port());
            for (int word; (word = System.in.read()) >= 0;) {
                if (word == HANG_UP) {
                    crowd.hangUp();
                } else {
                    System.out.println(crowd.answers());
                }
            }
        }
    }
}
