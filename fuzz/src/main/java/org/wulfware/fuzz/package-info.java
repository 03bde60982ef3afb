/// What reads bytes from outside, given bytes that nobody would send: `./wulf fuzz`. Like [org.wulfware.testkit] it is for tests
/// alone, and it has no module: it stands on the class path, since some of what it tries is open to its own package only.
@org.jspecify.annotations.NullMarked
package org.wulfware.fuzz;
